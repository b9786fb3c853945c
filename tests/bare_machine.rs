//! A machine with one CPU, without Python and without a GPU driver: every demo runs as far as it can, and says in a sentence what
//! it lacks.

mod door;

use door::Door;
use nix::sched::{CpuSet, sched_getaffinity, sched_setaffinity};
use nix::unistd::Pid;
use serde_json::Value as Json;

/// What the doctor says in that language of a machine with nothing in it.
fn doctor(lang: &str) -> Json {
    let this_thread = Pid::from_raw(0);
    let before = sched_getaffinity(this_thread).expect("the usable CPUs");
    let first = (0..CpuSet::count()).find(|&cpu| before.is_set(cpu) == Ok(true)).expect("a CPU");
    let mut one = CpuSet::new();
    one.set(first).and_then(|()| sched_setaffinity(this_thread, &one)).expect("one CPU");
    let door = Door::new(lang)
        .with("TTL_PYTHON", "/nonexistent/python3")
        .with("VK_DRIVER_FILES", "/nonexistent/driver.json")
        .with("VK_ICD_FILENAMES", "/nonexistent/driver.json");
    let said = door.say(&["doctor", "--json"], "");
    sched_setaffinity(this_thread, &before).expect("all CPUs again");
    assert_eq!(said.code, Some(0), "{said:?}");
    serde_json::from_str(&said.out).expect("JSON")
}

#[test]
fn every_demo_says_what_it_lacks_and_nothing_fails() {
    for lang in ["en", "ko"] {
        let report = doctor(lang);
        let demos = report["demos"].as_array().expect("a list");
        assert_eq!(demos.len(), ttl_demos::BUILT_IN.len() + ttl_demos::EXTERNAL.len());
        for demo in demos {
            let lacks: Vec<&str> =
                demo["lacks"].as_array().expect("a list").iter().filter_map(Json::as_str).collect();
            assert!(demo["runs"] == true || !lacks.is_empty(), "{demo}");
            assert!(lacks.iter().all(|words| words.chars().count() > 20), "{demo}");
        }
        let lacking = |id: &str| {
            let demo = demos.iter().find(|demo| demo["demo"] == id).unwrap_or_else(|| panic!("no {id}"));
            demo["lacks"].to_string()
        };
        assert!(lacking("gil-cpu").contains("python3"), "{}", lacking("gil-cpu"));
        assert!(lacking("gpu-submit").contains("mesa-vulkan-drivers"), "{}", lacking("gpu-submit"));
        assert!(lacking("parallel-witness").contains("CPU"), "{}", lacking("parallel-witness"));
    }
}
