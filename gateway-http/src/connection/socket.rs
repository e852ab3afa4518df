//! A TCP connection that knows whether a byte of a request has left, and that can be asked whether the peer is there.

use std::io;
use std::mem::MaybeUninit;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::task::{Context, Poll};

use socket2::SockRef;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;

/// Nothing was written since [`Wire::arm`].
const CLEAN: u8 = 0;
/// A byte was written, or is being written.
const WRITTEN: u8 = 1;
/// Nothing was written, and nothing will be.
const SEALED: u8 = 2;

/// What is known of a connection from outside, while hyper owns the [`Socket`].
pub(super) struct Wire {
    /// The same connection by another descriptor: reads and writes are for who owns the [`Socket`].
    probe: socket2::Socket,
    state: AtomicU8,
}

/// What the peer has done while a connection was idle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Peer {
    /// Nothing.
    Quiet,
    /// It sent something that nobody has read yet.
    Spoke,
    /// It closed the connection.
    Left,
}

impl Wire {
    /// A request begins: what was written before was of another one, or of the handshake.
    pub(super) fn arm(&self) {
        self.state.store(CLEAN, Ordering::SeqCst);
    }

    /// Ends all writing, unless it has begun. Says whether it has.
    ///
    /// After `false` no byte of the request leaves any more, even if the task of the connection runs on another thread at
    /// this very moment. So the same request may go over another connection.
    pub(super) fn seal(&self) -> bool {
        match self.state.compare_exchange(CLEAN, SEALED, Ordering::SeqCst, Ordering::SeqCst) {
            Ok(_) | Err(SEALED) => false,
            Err(_) => true,
        }
    }

    /// Asks the system, not the event loop: after a freeze the loop does not know yet that the peer has left.
    pub(super) fn peer(&self) -> Peer {
        match self.probe.peek(&mut [MaybeUninit::uninit()]) {
            Ok(0) => Peer::Left,
            Ok(_) => Peer::Spoke,
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => Peer::Quiet,
            Err(_) => Peer::Left,
        }
    }
}

/// The end of a connection that reads and writes.
pub(super) struct Socket {
    stream: TcpStream,
    wire: Arc<Wire>,
}

impl Socket {
    pub(super) fn new(stream: TcpStream) -> io::Result<(Self, Arc<Wire>)> {
        let probe = SockRef::from(&stream).try_clone()?;
        let wire = Arc::new(Wire { probe, state: AtomicU8::new(CLEAN) });
        Ok((Self { stream, wire: Arc::clone(&wire) }, wire))
    }

    fn poll_write_with(
        &mut self,
        write: impl FnOnce(Pin<&mut TcpStream>) -> Poll<io::Result<usize>>,
    ) -> Poll<io::Result<usize>> {
        let state = &self.wire.state;
        // Marked before the system call: whoever seals in between is told that a byte may have left.
        let before = match state.compare_exchange(CLEAN, WRITTEN, Ordering::SeqCst, Ordering::SeqCst) {
            Ok(before) | Err(before) => before,
        };
        if before == SEALED {
            return Poll::Ready(Err(io::ErrorKind::BrokenPipe.into()));
        }
        let result = write(Pin::new(&mut self.stream));
        if before == CLEAN && !matches!(result, Poll::Ready(Ok(written)) if written > 0) {
            state.store(CLEAN, Ordering::SeqCst);
        }
        result
    }
}

impl AsyncRead for Socket {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(cx, buf)
    }
}

impl AsyncWrite for Socket {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        self.poll_write_with(|stream| stream.poll_write(cx, bytes))
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        self.poll_write_with(|stream| stream.poll_write_vectored(cx, slices))
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    use tokio::net::TcpListener;

    use super::*;

    async fn pair() -> (Socket, Arc<Wire>, TcpStream) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let near = TcpStream::connect(listener.local_addr().unwrap()).await.unwrap();
        let (socket, wire) = Socket::new(near).unwrap();
        (socket, wire, listener.accept().await.unwrap().0)
    }

    #[tokio::test]
    async fn nothing_leaves_after_the_seal() {
        let (mut socket, wire, mut far) = pair().await;
        assert!(!wire.seal() && !wire.seal());
        let error = socket.write_all(b"late").await.unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::BrokenPipe);
        drop((socket, wire));
        let mut received = Vec::new();
        far.read_to_end(&mut received).await.unwrap();
        assert!(received.is_empty());
    }

    #[tokio::test]
    async fn what_was_written_is_known_until_the_next_request_begins() {
        let (mut socket, wire, _far) = pair().await;
        socket.write_all(b"x").await.unwrap();
        assert!(wire.seal() && wire.seal());
        wire.arm();
        assert!(!wire.seal());
    }

    #[tokio::test]
    async fn a_write_that_fails_has_sent_nothing() {
        let (mut socket, wire, _far) = pair().await;
        wire.probe.shutdown(std::net::Shutdown::Write).unwrap();
        socket.write_all(b"x").await.unwrap_err();
        assert!(!wire.seal());
    }

    #[tokio::test]
    async fn the_system_knows_what_the_event_loop_does_not() {
        let (_socket, wire, far) = pair().await;
        assert_eq!(wire.peer(), Peer::Quiet);
        SockRef::from(&far).send(b"x").unwrap();
        assert_eq!(wire.peer(), Peer::Spoke);
        let (_socket, wire, far) = pair().await;
        drop(far);
        assert_eq!(wire.peer(), Peer::Left);
    }
}
