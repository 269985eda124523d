//! The calls that the double answers (<https://docs.bsky.app/docs/category/http-reference>).

/// One method of the AT Protocol's HTTP interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Endpoint {
    /// `com.atproto.server.createSession`
    CreateSession,
    /// `com.atproto.server.refreshSession`
    RefreshSession,
    /// `com.atproto.server.describeServer`
    DescribeServer,
    /// `com.atproto.repo.uploadBlob`
    UploadBlob,
    /// `com.atproto.repo.createRecord`
    CreateRecord,
    /// `com.atproto.repo.putRecord`
    PutRecord,
    /// `com.atproto.repo.deleteRecord`
    DeleteRecord,
    /// `com.atproto.repo.getRecord`
    GetRecord,
    /// `com.atproto.repo.listRecords`
    ListRecords,
    /// `com.atproto.sync.getLatestCommit`
    GetLatestCommit,
    /// `com.atproto.sync.getBlob`
    GetBlob,
}

impl Endpoint {
    /// The endpoint behind `/xrpc/{method}`; procedures are posted to, queries got.
    pub(super) fn find(posted: bool, method: &str) -> Option<Self> {
        Some(match (posted, method) {
            (true, "com.atproto.server.createSession") => Endpoint::CreateSession,
            (true, "com.atproto.server.refreshSession") => Endpoint::RefreshSession,
            (true, "com.atproto.repo.uploadBlob") => Endpoint::UploadBlob,
            (true, "com.atproto.repo.createRecord") => Endpoint::CreateRecord,
            (true, "com.atproto.repo.putRecord") => Endpoint::PutRecord,
            (true, "com.atproto.repo.deleteRecord") => Endpoint::DeleteRecord,
            (false, "com.atproto.server.describeServer") => Endpoint::DescribeServer,
            (false, "com.atproto.repo.getRecord") => Endpoint::GetRecord,
            (false, "com.atproto.repo.listRecords") => Endpoint::ListRecords,
            (false, "com.atproto.sync.getLatestCommit") => Endpoint::GetLatestCommit,
            (false, "com.atproto.sync.getBlob") => Endpoint::GetBlob,
            _ => return None,
        })
    }
}
