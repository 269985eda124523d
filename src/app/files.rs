//! Files by SHA-256: photos and rendered kits, in a local folder or on S3.

use crate::AppError;
use bytes::Bytes;
use childalert_domain::Digest;
use object_store::aws::AmazonS3Builder;
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::{ObjectStore, ObjectStoreExt, PutMode, PutOptions};
use std::sync::Arc;

/// The file store.
#[derive(Clone)]
pub struct Files {
    store: Arc<dyn ObjectStore>,
    prefix: Path,
}

/// A files URL that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum FilesUrlError {
    /// Neither a folder nor S3.
    #[error("the files URL must be a folder or s3://bucket/prefix")]
    Scheme,
    /// The folder cannot be made or opened.
    #[error("the folder for files cannot be used: {0}")]
    Folder(#[source] std::io::Error),
    /// The store refuses its configuration.
    #[error("the file store cannot be opened: {0}")]
    Store(#[from] object_store::Error),
}

impl Files {
    /// Opens `s3://bucket/prefix` (credentials and endpoint from the usual `AWS_…` variables) or a folder, which is made if
    /// it is missing.
    pub fn open(url: &str) -> Result<Files, FilesUrlError> {
        if let Some(place) = url.strip_prefix("s3://") {
            let (bucket, prefix) = place.split_once('/').unwrap_or((place, ""));
            if bucket.is_empty() {
                return Err(FilesUrlError::Scheme);
            }
            let store = AmazonS3Builder::from_env().with_bucket_name(bucket).build()?;
            return Ok(Files { store: Arc::new(store), prefix: Path::from(prefix) });
        }
        if url.contains("://") {
            return Err(FilesUrlError::Scheme);
        }
        std::fs::create_dir_all(url).map_err(FilesUrlError::Folder)?;
        let store = LocalFileSystem::new_with_prefix(url)?;
        Ok(Files { store: Arc::new(store), prefix: Path::default() })
    }

    fn path(&self, digest: Digest) -> Path {
        let hex = digest.to_string();
        self.prefix.clone().join(&hex[..2]).join(&hex[2..])
    }

    /// Stores bytes under their digest; the same bytes again change nothing.
    pub async fn put(&self, bytes: Bytes) -> Result<Digest, AppError> {
        let digest = Digest::of(&bytes);
        let options = PutOptions { mode: PutMode::Create, ..PutOptions::default() };
        match self.store.put_opts(&self.path(digest), bytes.into(), options).await {
            Ok(_) | Err(object_store::Error::AlreadyExists { .. }) => Ok(digest),
            Err(error) => Err(error.into()),
        }
    }

    /// The bytes, checked against the digest on every read: what was altered on disk is never published.
    pub async fn get(&self, digest: Digest) -> Result<Bytes, AppError> {
        let bytes = match self.store.get(&self.path(digest)).await {
            Ok(found) => found.bytes().await?,
            Err(object_store::Error::NotFound { .. }) => return Err(AppError::NotFound("file")),
            Err(error) => return Err(error.into()),
        };
        if Digest::of(&bytes) == digest { Ok(bytes) } else { Err(AppError::Tampered) }
    }
}
