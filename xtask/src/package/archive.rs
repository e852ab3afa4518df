//! The zip file that Lambda takes.

use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::error::Error;

/// From 10 on, Zopfli looks so many times for a shorter way to say the same: 2 % less to load, for some seconds here.
const ZOPFLI: i64 = 10 + 14;

/// A zip file with nothing but the program, which Lambda looks for under this name. The same program makes the same file,
/// to the byte.
pub(super) fn of_bootstrap(program: &[u8]) -> Result<Vec<u8>, Error> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(ZOPFLI))
        .last_modified_time(DateTime::default())
        .unix_permissions(0o755);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let failed = |error: &dyn std::fmt::Display| Error::new(format!("the program cannot be zipped: {error}"));
    zip.start_file("bootstrap", options).map_err(|error| failed(&error))?;
    zip.write_all(program).map_err(|error| failed(&error))?;
    Ok(zip.finish().map_err(|error| failed(&error))?.into_inner())
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Read as _};

    use zip::ZipArchive;

    use super::of_bootstrap;

    #[test]
    fn it_holds_one_executable_and_no_clock() {
        let program = b"a program, a program".repeat(1_000);
        let file = of_bootstrap(&program).unwrap();
        assert_eq!(file, of_bootstrap(&program).unwrap());
        assert!(file.len() < program.len() / 10, "it is compressed: {}", file.len());

        let mut zip = ZipArchive::new(Cursor::new(file)).unwrap();
        assert_eq!(zip.len(), 1);
        let mut member = zip.by_name("bootstrap").unwrap();
        assert_eq!(member.unix_mode().map(|mode| mode & 0o777), Some(0o755));
        assert_eq!(member.last_modified().map(|time| time.year()), Some(1980));
        let mut read = Vec::new();
        member.read_to_end(&mut read).unwrap();
        assert_eq!(read, program);
    }
}
