//! What a demonstration needs besides the service itself, inside one process and with nothing to install.

pub mod doubles;
