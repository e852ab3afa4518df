//! What the function's process writes, line by line.

use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt};
use tokio::sync::{mpsc, oneshot};

use super::desk::Desk;
use super::terminal::Stream;

/// A line is cut here, as [CloudWatch](https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html)
/// would refuse a longer one: in bytes.
const LONGEST_LINE: usize = 1024 * 1024;

/// How long an answer waits for what was logged before it.
const PATIENCE: Duration = Duration::from_millis(100);

/// The reader of one stream: it reads to the end whether it is asked or not.
#[derive(Clone, Debug)]
pub(super) struct Output(mpsc::UnboundedSender<oneshot::Sender<()>>);

impl Output {
    /// Hands every line of `source` to the desk.
    pub(super) fn follow(desk: &Arc<Desk>, stream: Stream, source: impl AsyncRead + Send + Unpin + 'static) -> Self {
        let (ask, asked) = mpsc::unbounded_channel();
        tokio::spawn(read(Arc::clone(desk), stream, source, asked));
        Self(ask)
    }

    /// Waits until what was written so far is with the desk. A function that writes faster than anybody can read does
    /// not hold its answer up for long.
    pub(super) async fn caught_up(&self) {
        let (done, is_done) = oneshot::channel();
        if self.0.send(done).is_ok() {
            drop(tokio::time::timeout(PATIENCE, is_done).await);
        }
    }
}

async fn read(
    desk: Arc<Desk>,
    stream: Stream,
    mut source: impl AsyncRead + Unpin,
    mut asked: mpsc::UnboundedReceiver<oneshot::Sender<()>>,
) {
    let mut buffer = Vec::with_capacity(8 * 1024);
    loop {
        let read = tokio::select! {
            // Only who finds nothing to read has caught up.
            biased;
            read = source.read_buf(&mut buffer) => read,
            Some(done) = asked.recv() => {
                // Whoever asked may have lost patience.
                let _ = done.send(());
                continue;
            }
        };
        let ended = !matches!(read, Ok(1..));
        let mut rest = buffer.as_slice();
        while let Some(end) = rest.iter().position(|&byte| byte == b'\n') {
            desk.line(stream, rest[..end].strip_suffix(b"\r").unwrap_or(&rest[..end]));
            rest = &rest[end + 1..];
        }
        if (ended && !rest.is_empty()) || rest.len() >= LONGEST_LINE {
            desk.line(stream, rest);
            rest = &[];
        }
        let taken = buffer.len() - rest.len();
        buffer.drain(..taken);
        if ended {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;
    use std::sync::{Arc, Mutex};
    use std::time::Duration;

    use tokio::io::AsyncWriteExt;

    use super::{LONGEST_LINE, Output};
    use crate::local::desk::Desk;
    use crate::local::terminal::{Stream, Terminal};

    #[derive(Clone, Default)]
    struct Kept(Arc<Mutex<Vec<u8>>>);

    impl Write for Kept {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    impl Kept {
        fn take(&self) -> String {
            String::from_utf8(std::mem::take(&mut self.0.lock().unwrap())).unwrap()
        }
    }

    #[tokio::test]
    async fn who_has_caught_up_has_every_whole_line() {
        let shown = Kept::default();
        let desk = Desk::new(Duration::from_secs(1), 128, 1, Terminal::new(shown.clone(), std::io::sink()));
        let (mut function, source) = tokio::io::duplex(64);
        let output = Output::follow(&desk, Stream::Out, source);
        for turn in 0..100 {
            function.write_all(format!("line {turn}\r\npart").as_bytes()).await.unwrap();
            output.caught_up().await;
            assert_eq!(shown.take(), format!("{}line {turn}\n", if turn == 0 { "" } else { "part" }));
        }
        drop(function);
        while shown.take() != "part\n" {
            tokio::task::yield_now().await;
        }
        output.caught_up().await;
    }

    #[tokio::test]
    async fn a_line_without_end_is_cut() {
        let shown = Kept::default();
        let desk = Desk::new(Duration::from_secs(1), 128, 1, Terminal::new(std::io::sink(), shown.clone()));
        let (mut function, source) = tokio::io::duplex(1 << 16);
        let output = Output::follow(&desk, Stream::Error, source);
        function.write_all(&vec![b'x'; LONGEST_LINE + (1 << 16)]).await.unwrap();
        output.caught_up().await;
        let shown = shown.take();
        assert!(shown.ends_with('\n') && shown.len() > LONGEST_LINE, "{}", shown.len());
    }
}
