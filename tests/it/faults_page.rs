//! The page of faults says which test proves what. It may not name one that is not there, nor leave a number out.

use std::path::Path;

#[test]
fn the_page_of_faults_has_every_number_and_names_tests_that_exist() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = std::fs::read_to_string(root.join("docs/faults.md")).expect("the page");
    let numbers: Vec<u32> =
        page.lines().filter_map(|line| line.strip_prefix("| ")?.split(' ').next()?.parse().ok()).collect();
    assert_eq!(numbers, (1..=38).collect::<Vec<u32>>());
    let named: Vec<(&str, &str)> = page.split('`').filter_map(|quoted| quoted.split_once(".rs::")).collect();
    assert!(named.len() > 40, "{}", named.len());
    for (file, name) in named {
        let source = std::fs::read_to_string(root.join(format!("{file}.rs"))).unwrap_or_default();
        assert!(source.contains(&format!("fn {name}(")), "there is no {file}.rs::{name}");
    }
}
