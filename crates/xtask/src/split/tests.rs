//! On a module small enough to be read: `kept` runs at a first visit, everything else waits.

use super::*;

const MODULE: &str = r#"(module
  (type $none (func))
  (type $number (func (param i32) (result i32)))
  (import "./web_bg.js" "__wbg_loadRest_0" (func $load (type $none)))
  (import "./web_bg.js" "log" (func $log (type $number)))
  (table 3 3 funcref)
  (memory 1)
  (global $stack (mut i32) (i32.const 4096))
  (export "memory" (memory 0))
  (export "kept" (func $kept))
  (export "late" (func $late))
  (elem (i32.const 1) func $kept $slotted)
  (func $kept (type $number) local.get 0 call $called call $helper)
  (func $helper (type $number) local.get 0 i32.const 1000001 i32.add i32.const 3 i32.mul i32.const 5 i32.xor)
  (func $called (type $number) local.get 0 call $helper call $deep i32.const 1000002 i32.add i32.const 21 i32.mul i32.const 22 i32.xor i32.const 23 i32.mul i32.const 24 i32.xor i32.const 25 i32.mul i32.const 26 i32.xor)
  (func $deep (type $number) local.get 0 call $log global.get $stack i32.add i32.const 1000003 i32.add)
  (func $slotted (type $number) local.get 0 i32.const 1000004 i32.add i32.const 7 i32.mul i32.const 9 i32.xor i32.const 21 i32.mul i32.const 22 i32.xor i32.const 23 i32.mul i32.const 24 i32.xor i32.const 25 i32.mul i32.const 26 i32.xor)
  (func $late (type $number) local.get 0 i32.const 1000005 i32.add i32.const 11 i32.mul i32.const 13 i32.xor i32.const 21 i32.mul i32.const 22 i32.xor i32.const 23 i32.mul i32.const 24 i32.xor i32.const 25 i32.mul i32.const 26 i32.xor)
  (data (i32.const 64) "words"))"#;

fn parts(names: &str) -> Parts {
    let module = wat::parse_str(MODULE).unwrap();
    let parts = cut(&module, &module, &Profile::read(names)).unwrap();
    for part in [&parts.first, &parts.rest] {
        wasmparser::validate(part).unwrap();
    }
    parts
}

/// The numbers of a million and more that stand in the code.
fn marks(wasm: &[u8]) -> Vec<i32> {
    let mut marks = Vec::new();
    for payload in payloads(wasm) {
        let wasmparser::Payload::CodeSectionEntry(body) = payload else {
            continue;
        };
        for operator in body.get_operators_reader().unwrap() {
            match operator.unwrap() {
                wasmparser::Operator::I32Const { value } if value > 1_000_000 => marks.push(value),
                _ => {}
            }
        }
    }
    marks
}

/// Names of exports or imports.
fn names<'a>(payloads: &'a [wasmparser::Payload<'a>], exports: bool) -> Vec<&'a str> {
    let mut names = Vec::new();
    for payload in payloads {
        match payload {
            wasmparser::Payload::ExportSection(section) if exports => {
                names.extend(
                    section
                        .clone()
                        .into_iter()
                        .map(|export| export.unwrap().name),
                );
            }
            wasmparser::Payload::ImportSection(section) if !exports => {
                names.extend(
                    section
                        .clone()
                        .into_imports()
                        .map(|import| import.unwrap().name),
                );
            }
            _ => {}
        }
    }
    names
}

fn payloads(wasm: &[u8]) -> Vec<wasmparser::Payload<'_>> {
    wasmparser::Parser::new(0)
        .parse_all(wasm)
        .map(Result::unwrap)
        .collect()
}

#[test]
fn every_function_is_in_one_part() {
    let parts = parts("kept\nhelper\n");
    assert_eq!(marks(&parts.first), [1_000_001]);
    assert_eq!(
        marks(&parts.rest),
        [1_000_002, 1_000_003, 1_000_004, 1_000_005]
    );
}

#[test]
fn without_a_profile_everything_waits() {
    let parts = parts("");
    assert!(marks(&parts.first).is_empty());
    assert_eq!(marks(&parts.rest).len(), 5);
}

#[test]
fn the_first_part_offers_what_the_rest_wants() {
    let parts = parts("kept\nhelper\n");
    let (first, rest) = (payloads(&parts.first), payloads(&parts.rest));
    let offered = names(&first, true);
    let wanted = names(&rest, false);
    assert!(
        wanted.iter().all(|name| offered.contains(name)),
        "{wanted:?} of {offered:?}"
    );
    for name in ["memory", "kept", "late"] {
        assert!(offered.contains(&name), "{name} was an export of the whole");
    }
}

#[test]
fn a_function_that_nobody_mentions_leaves_no_stub() {
    // `deep` is called by `called` alone, which waits too: the first part has `kept`, `helper`, and stubs for three.
    let parts = parts("kept\nhelper\n");
    assert_eq!(module::Module::read(&parts.first).unwrap().bodies.len(), 5);
}

#[test]
fn marks_are_one_for_each_function() {
    let (marked, names) = with_marks(&wat::parse_str(MODULE).unwrap()).unwrap();
    wasmparser::validate(&marked).unwrap();
    assert_eq!(
        names,
        ["kept", "helper", "called", "deep", "slotted", "late"]
    );
    let payloads = payloads(&marked);
    let marks = names_with_prefix(&payloads);
    assert_eq!(marks, 6);
}

fn names_with_prefix(payloads: &[wasmparser::Payload<'_>]) -> usize {
    names(payloads, true)
        .iter()
        .filter(|name| name.starts_with("ran "))
        .count()
}

#[test]
fn hashes_are_no_part_of_a_name() {
    assert_eq!(
        plain("_ZN4core3fmt5Write9write_fmt17h0123456789abcdefE"),
        "core::fmt::Write::write_fmt"
    );
    assert_eq!(plain("_RNvCs1234_7mycrate3foo"), "mycrate::foo");
}
