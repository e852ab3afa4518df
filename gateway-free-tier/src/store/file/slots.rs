//! A record in a file that is written in place, and whole at every instant.

use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt;

use serde::{Deserialize, Serialize};

use crate::protocol::{Amount, Balance, Epoch, Record, State};

/// Room for a record with all the epochs of a month, twice over.
const SLOT_BYTES: usize = 32 * 1_024;
const READ_BYTES: usize = 4_096;

/// A record as it stands in its file.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Page {
    avail: Balance,
    state: State,
    granted: Vec<(Epoch, Amount)>,
    closed: Option<Epoch>,
}

/// What a file holds.
pub(super) enum Found {
    /// No record was ever written, or the first was written by halves.
    Nothing,
    /// Records were written, and none of them can be read.
    Damage,
    /// The latest, and how many were written before it.
    Record(u64, Record),
}

/// Two lines, each at a place of its own and each with a checksum: the one that is written next is never the one that
/// counts. Renaming a new file over the old one does the same, and makes some file systems write to the disk.
pub(super) fn read(file: &File) -> io::Result<Found> {
    let lines = [line(file, 0)?, line(file, 1)?];
    let latest = lines.iter().filter_map(|line| parse(line)).max_by_key(|(sequence, _)| *sequence);
    Ok(match latest {
        Some((sequence, record)) => Found::Record(sequence, record),
        None if lines[1].is_empty() => Found::Nothing,
        None => Found::Damage,
    })
}

/// Writes the record that follows `sequence - 1` others.
pub(super) fn write(file: &File, sequence: u64, record: &Record) -> io::Result<()> {
    let page = Page {
        avail: *record.avail(),
        state: record.state(),
        granted: record.granted().to_vec(),
        closed: record.closed(),
    };
    let content = format!("{sequence} {}", serde_json::to_string(&page)?);
    let line = format!("{:08x} {content}\n", crc32fast::hash(content.as_bytes()));
    if line.len() > SLOT_BYTES {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    file.write_all_at(line.as_bytes(), sequence % 2 * SLOT_BYTES as u64)
}

/// The line at a place, without its end; whatever is there if it has none.
fn line(file: &File, slot: u64) -> io::Result<Vec<u8>> {
    let mut line = Vec::new();
    while line.len() < SLOT_BYTES {
        let (start, at) = (line.len(), slot * SLOT_BYTES as u64 + line.len() as u64);
        line.resize(start + READ_BYTES, 0);
        let read = file.read_at(&mut line[start..], at)?;
        line.truncate(start + read);
        if let Some(end) = line[start..].iter().position(|byte| *byte == b'\n') {
            line.truncate(start + end);
            break;
        }
        if read == 0 {
            break;
        }
    }
    Ok(line)
}

fn parse(line: &[u8]) -> Option<(u64, Record)> {
    let (checksum, content) = str::from_utf8(line).ok()?.split_once(' ')?;
    if u32::from_str_radix(checksum, 16).ok()? != crc32fast::hash(content.as_bytes()) {
        return None;
    }
    let (sequence, page) = content.split_once(' ')?;
    let Page { avail, state, granted, closed } = serde_json::from_str(page).ok()?;
    Some((sequence.parse().ok()?, Record::restore(avail, state, granted, closed)))
}

#[cfg(test)]
mod tests {
    use std::fs::{self, File, OpenOptions};
    use std::os::unix::fs::FileExt;

    use super::{Found, read, write};
    use crate::protocol::{Amount, Ask, Balance, Epoch, Record, State};

    fn file(name: &str) -> (std::path::PathBuf, File) {
        let path = std::env::temp_dir().join(format!("gateway-free-tier-{name}-{}", std::process::id()));
        let file = OpenOptions::new().read(true).write(true).create(true).truncate(true).open(&path).unwrap();
        (path, file)
    }

    /// Whoever is killed within a write leaves the record before it.
    #[test]
    fn a_write_that_was_cut_has_not_happened() {
        let (path, file) = file("cut");
        let mut record = Record::open(&Amount::ALWAYS_FREE);
        write(&file, 0, &record).unwrap();
        let ask = Ask { amount: Amount { requests: 1, ..Amount::ZERO }, ..Ask::default() };
        for sequence in 1..6 {
            let (mut bytes, before) = (fs::read(&path).unwrap(), record.clone());
            record.grant(Epoch(81_820 + u32::try_from(sequence).unwrap()), &ask).unwrap();
            write(&file, sequence, &record).unwrap();
            let after = fs::read(&path).unwrap();
            bytes.resize(after.len(), 0);
            file.write_all_at(&bytes, 0).unwrap();
            let changed: Vec<usize> = (0..after.len()).filter(|&at| bytes[at] != after[at]).collect();
            // Without the end of its line it would be whole.
            for &at in &changed[..changed.len() - 1] {
                let Ok(Found::Record(found, left)) = read(&file) else { panic!("nothing is left before byte {at}") };
                assert_eq!((found, &left), (sequence - 1, &before), "cut at byte {at}");
                file.write_all_at(&after[at..=at], at as u64).unwrap();
            }
            file.write_all_at(&after, 0).unwrap();
            assert!(matches!(read(&file), Ok(Found::Record(found, left)) if found == sequence && left == record));
        }
        fs::remove_file(path).unwrap();
    }

    #[test]
    fn the_largest_record_has_room() {
        let (path, file) = file("room");
        let most = Amount { requests: u64::MAX, mb_ms: u64::MAX, log_bytes: u64::MAX, cw_calls: u64::MAX };
        let epochs = (0..124).map(|epoch| (Epoch(u32::MAX - epoch), most));
        let least = Balance { requests: i64::MIN, mb_ms: i64::MIN, log_bytes: i64::MIN, cw_calls: i64::MIN };
        let record = Record::restore(least, State::Gliding { concurrency: u32::MAX }, epochs, Some(Epoch(u32::MAX)));
        write(&file, u64::MAX, &record).unwrap();
        assert!(matches!(read(&file), Ok(Found::Record(u64::MAX, found)) if found == record));
        fs::remove_file(path).unwrap();
    }

    #[test]
    fn a_first_write_that_was_cut_has_opened_nothing() {
        let (path, file) = file("first");
        assert!(matches!(read(&file), Ok(Found::Nothing)));
        fs::write(&path, "0a1b2c3d 0 {\"ava").unwrap();
        assert!(matches!(read(&file), Ok(Found::Nothing)));
        fs::remove_file(path).unwrap();
    }
}
