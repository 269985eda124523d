//! Files by SHA-256: photos and rendered kits, in a local folder or on S3.

use crate::AppError;
use bytes::Bytes;
use childalert_domain::Digest;
use chrono::{DateTime, TimeDelta, Utc};
use futures_util::TryStreamExt;
use object_store::aws::AmazonS3Builder;
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::{ClientOptions, ObjectStore, ObjectStoreExt, PutMode, PutOptions, RetryConfig};
use std::sync::Arc;
use std::time::Duration;
use uuid::Uuid;

/// How long a store elsewhere may take to be reached, and to answer.
const CONNECT: Duration = Duration::from_secs(3);
const ANSWER: Duration = Duration::from_secs(10);

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
            // A store that hangs must not hold up those who wait for it: each of them asks again.
            let retry = RetryConfig { max_retries: 2, retry_timeout: ANSWER, ..RetryConfig::default() };
            let client = ClientOptions::new().with_connect_timeout(CONNECT).with_timeout(ANSWER);
            let builder = AmazonS3Builder::from_env().with_bucket_name(bucket);
            let store = builder.with_retry(retry).with_client_options(client).build()?;
            return Ok(Files { store: Arc::new(store), prefix: Path::from(prefix) });
        }
        if url.contains("://") {
            return Err(FilesUrlError::Scheme);
        }
        std::fs::create_dir_all(url).map_err(FilesUrlError::Folder)?;
        let store = LocalFileSystem::new_with_prefix(url)?.with_fsync(true);
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

    /// Keeps what is known of a campaign's end.
    pub(crate) async fn keep_end(&self, campaign: Uuid, bytes: Bytes) -> Result<(), AppError> {
        self.store.put(&self.ends().join(campaign.to_string()), bytes.into()).await?;
        Ok(())
    }

    /// What is kept of a campaign's end.
    pub(crate) async fn end_of(&self, campaign: Uuid) -> Result<Option<Bytes>, AppError> {
        match self.store.get(&self.ends().join(campaign.to_string())).await {
            Ok(found) => Ok(Some(found.bytes().await?)),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// The campaigns whose end is kept.
    pub(crate) async fn ended(&self) -> Result<Vec<Uuid>, AppError> {
        let found: Vec<_> = self.store.list(Some(&self.ends())).try_collect().await?;
        let names = found.iter().filter_map(|found| found.location.filename());
        Ok(names.filter_map(|name| name.parse().ok()).collect())
    }

    /// Keeps the time under a name of its own and reads it back; whether what was read is what was kept. Another node may have
    /// kept its own time in between.
    pub(crate) async fn canary(&self, now: DateTime<Utc>) -> Result<bool, AppError> {
        let path = self.prefix.clone().join("health").join("canary");
        self.store.put(&path, now.to_rfc3339().into_bytes().into()).await?;
        let read = self.store.get(&path).await?.bytes().await?;
        let read = std::str::from_utf8(&read).ok().and_then(|text| DateTime::parse_from_rfc3339(text).ok());
        Ok(read.is_some_and(|read| (read.to_utc() - now).abs() < TimeDelta::minutes(1)))
    }

    fn ends(&self) -> Path {
        self.prefix.clone().join("ended")
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
