//! A mistake that a protocol could have, by its name and in words, and what is expected of it.

/// What becomes of a mistake.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// This invariant is broken.
    Killed(&'static str),
    /// Nothing is broken in the whole setting, for this reason.
    Benign(&'static str),
}

/// A mistake, the smallest setting that shows it, and its fate.
pub struct Mistake<M, S> {
    pub mutant: M,
    pub words: &'static str,
    pub setting: S,
    pub fate: Fate,
}

/// A list of them, each switched on by its name.
macro_rules! mistakes {
    ($kind:ident in $settings:ty; $(#[doc = $words:literal] $name:ident: $setting:expr, $fate:expr;)+) => {
        /// One mistake.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $kind { $(#[doc = $words] $name,)+ }

        /// Every mistake.
        pub const ALL: &[$crate::mistakes::Mistake<$kind, $settings>] = &[$($crate::mistakes::Mistake {
            mutant: $kind::$name,
            words: $words,
            setting: $setting,
            fate: $fate,
        },)+];
    };
}
pub(crate) use mistakes;
