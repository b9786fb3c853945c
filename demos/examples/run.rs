//! Runs a demo by its id, with the defaults of its promise: `cargo run -p ttl-demos --example run -- lost-update`.
//!
//! For those who write demos. Parameters: `-- lost-update n=5 python=false`; a picture: `TTL_TRACE=1`. Without orders it
//! reads the promise and starts itself again with them, as `ttl` does.

use std::os::unix::process::CommandExt;
use std::process::{Command, ExitCode};

use serde_json::{Map, Value};

fn main() -> ExitCode {
    let mut args = std::env::args().skip(1);
    let id = args.next().unwrap_or_default();
    if std::env::var_os("TTL_PARAMS").is_some() {
        return ttl_demos::run(&id);
    }
    let promise = ttl_demos::BUILT_IN.iter().find(|demo| demo.id == id).map_or("", |demo| demo.promise);
    let mut params = defaults(promise);
    for (name, value) in args.filter_map(|arg| arg.split_once('=').map(|(n, v)| (n.to_owned(), v.to_owned()))) {
        params.insert(name, serde_json::from_str(&value).unwrap_or(Value::String(value)));
    }
    let Ok(myself) = std::env::current_exe() else { return ExitCode::FAILURE };
    let _never_returns = Command::new(myself).arg(id).env("TTL_PARAMS", Value::Object(params).to_string()).exec();
    ExitCode::FAILURE
}

/// Name and default of every parameter of a promise.
fn defaults(promise: &str) -> Map<String, Value> {
    let promise: toml::Table = promise.parse().unwrap_or_default();
    let params = promise.get("param").and_then(toml::Value::as_array).into_iter().flatten();
    let named = params.filter_map(|param| Some((param.get("id")?.as_str()?.to_owned(), param.get("default")?)));
    named.filter_map(|(id, default)| Some((id, serde_json::to_value(default).ok()?))).collect()
}
