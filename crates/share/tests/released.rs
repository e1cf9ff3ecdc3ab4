//! A link that was ever released opens for ever: `tests/links/released` keeps some of every version, and what they held.

use std::fs;
use std::path::Path;

#[test]
fn every_released_link_opens_to_what_it_held() {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/links/released");
    let mut count = 0;
    for entry in fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        if path
            .extension()
            .is_some_and(|extension| extension == "link")
        {
            let opened = share::open(fs::read_to_string(&path).unwrap().trim()).unwrap();
            let held = fs::read_to_string(path.with_extension("state")).unwrap();
            assert_eq!(format!("{:#?}\n", opened.state), held, "{}", path.display());
            count += 1;
        }
    }
    assert!(count >= 3, "the kept links are there");
}
