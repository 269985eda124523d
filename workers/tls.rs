//! The one TLS set-up of the workers: rustls, the `ring` provider, Mozilla's roots compiled in. It is named where it is
//! used rather than installed for the whole process, so that a library inside the same process cannot change it.

use rustls::{ClientConfig, RootCertStore, crypto::ring};
use std::sync::Arc;

/// A client's TLS configuration: TLS 1.2 and 1.3, server certificates checked, no client certificate.
pub(crate) fn client_config() -> ClientConfig {
    let roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .expect("ring offers cipher suites for TLS 1.2 and 1.3")
        .with_root_certificates(roots)
        .with_no_client_auth()
}
