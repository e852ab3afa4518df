//! What an event is, told in the two ways.
//!
//! ```text
//! host-recognition list                     # of each fixture: `request` if lambda_http takes it, else `other`; its name
//! host-recognition count WAY TIMES [NAME..] # does it with each fixture of the names, so many times
//! ```
//!
//! The fixtures are the JSON files of the folder `FIXTURES`.

use std::hint::black_box;
use std::path::Path;
use std::process::ExitCode;
use std::{env, fs};

use gateway_lambda::http::Request;
use gateway_lambda::source::recognise;
use lambda_http::request::LambdaRequest;

/// Whether there was a result.
type Way = fn(&[u8]) -> bool;

/// `recognise` tells the source, `decode` also reads the request of one that sends requests.
const WAYS: &[(&str, Way)] = &[
    ("lambda_http parse", |event| serde_json::from_slice::<LambdaRequest>(event).is_ok()),
    ("gateway recognise", |event| recognise(event).is_ok()),
    ("gateway decode", |event| recognise(event).is_ok_and(|source| Request::decode(source, event).is_ok())),
];

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let result = match arguments.as_slice() {
        ["list"] => list(),
        ["count", way, times, names @ ..] => count(way, times, names),
        _ => Err("use `list` or `count WAY TIMES [NAME..]`".to_owned()),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn list() -> Result<(), String> {
    let folder = folder()?;
    let files = fs::read_dir(&folder).map_err(|error| format!("{folder}: {error}"))?;
    let mut names: Vec<String> =
        files.filter_map(|file| Some(file.ok()?.file_name().to_str()?.strip_suffix(".json")?.to_owned())).collect();
    names.sort();
    for name in names {
        let event = read(&folder, &name)?;
        if recognise(&event).is_err() {
            // An answer, or a part of an event.
            continue;
        }
        // What takes anything without a required member takes queues and buckets too.
        let is_request = recognise(&event).is_ok_and(|source| source.is_http())
            && serde_json::from_slice::<LambdaRequest>(&event).is_ok();
        println!("{} {name}", if is_request { "request" } else { "other" });
    }
    Ok(())
}

fn count(way: &str, times: &str, names: &[&str]) -> Result<(), String> {
    let (_, run) = WAYS.iter().find(|(name, _)| *name == way).ok_or_else(|| format!("there is no way `{way}`"))?;
    let times: u32 = times.parse().map_err(|_| format!("`{times}` is not a number"))?;
    let folder = folder()?;
    for name in names {
        let event = read(&folder, name)?;
        for _ in 0..times {
            black_box(run(black_box(&event)));
        }
    }
    Ok(())
}

fn folder() -> Result<String, String> {
    env::var("FIXTURES").map_err(|_| "FIXTURES is not set".to_owned())
}

fn read(folder: &str, name: &str) -> Result<Vec<u8>, String> {
    let path = Path::new(folder).join(name).with_extension("json");
    fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))
}
