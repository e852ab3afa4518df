//! The log lines of a subscription filter: JSON, compressed, in base64, in JSON.

use std::io::Read;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use flate2::read::GzDecoder;
use serde::Deserialize;
use serde_json::value::RawValue;

use super::payload::Reason;
use super::{Source, Undecodable};

/// Far above what CloudWatch batches (1 MiB), far below the memory of the smallest function.
const MAX_INFLATED: u64 = 16 << 20;

#[derive(Deserialize)]
struct Event {
    awslogs: Logs,
}

#[derive(Deserialize)]
struct Logs {
    data: String,
}

pub(super) fn inflate(event: &[u8]) -> Result<String, Undecodable> {
    let failed = |reason| Undecodable::new(Source::CloudWatchLogs, reason);
    let json = |error| Undecodable::json(Source::CloudWatchLogs, &error);

    let event: Event = serde_json::from_slice(event).map_err(json)?;
    let compressed = BASE64_STANDARD.decode(event.awslogs.data).map_err(|_| failed(Reason::Base64))?;
    let mut text = String::new();
    // One byte more, to tell what is too large from what just fits.
    GzDecoder::new(&*compressed).take(MAX_INFLATED + 1).read_to_string(&mut text).map_err(|_| failed(Reason::Gzip))?;
    if text.len() as u64 > MAX_INFLATED {
        return Err(failed(Reason::TooLarge));
    }
    serde_json::from_str::<&RawValue>(&text).map_err(json)?;
    Ok(text)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use base64::Engine as _;
    use base64::prelude::BASE64_STANDARD;
    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::{MAX_INFLATED, Reason, Source, Undecodable, inflate};

    fn event(text: &[u8]) -> Vec<u8> {
        let mut gzip = GzEncoder::new(Vec::new(), Compression::fast());
        gzip.write_all(text).unwrap();
        let data = BASE64_STANDARD.encode(gzip.finish().unwrap());
        format!("{{\"awslogs\": {{\"data\": \"{data}\"}}}}").into_bytes()
    }

    #[test]
    fn inflates() {
        assert_eq!(inflate(&event(b"{\"logEvents\": []}")).unwrap(), "{\"logEvents\": []}");
    }

    #[test]
    fn a_bomb_is_refused_and_what_just_fits_is_not() {
        let limit = usize::try_from(MAX_INFLATED).unwrap();
        let mut text = vec![b' '; limit - 2];
        text.extend(b"{}");
        assert_eq!(inflate(&event(&text)).unwrap().len(), limit);
        text.push(b' ');
        assert_eq!(inflate(&event(&text)), Err(Undecodable::new(Source::CloudWatchLogs, Reason::TooLarge)));
    }

    #[test]
    fn says_which_layer_is_wrong() {
        let failed = |reason| Err(Undecodable::new(Source::CloudWatchLogs, reason));
        assert_eq!(inflate(b"{\"awslogs\": {\"data\": \"?\"}}"), failed(Reason::Base64));
        assert_eq!(inflate(b"{\"awslogs\": {\"data\": \"aGk=\"}}"), failed(Reason::Gzip));
        assert_eq!(inflate(&event(b"\xff")), failed(Reason::Gzip));
        assert_eq!(inflate(&event(b"{]")), failed(Reason::Json { line: 1, column: 2 }));
        assert_eq!(inflate(b"{}"), failed(Reason::Json { line: 1, column: 2 }));
    }
}
