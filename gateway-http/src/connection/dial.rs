//! From a host's name to a TCP connection: every address has its chance.

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use tokio::net::TcpStream;
use tokio::task::JoinSet;
use tokio::time::{Instant, timeout, timeout_at};

use crate::error::{HttpClientError, HttpClientErrorKind, Phase};
use crate::url::Origin;

/// How long an address is waited for before the next one is tried beside it: the "Connection Attempt Delay" that RFC
/// 8305, section 5, recommends.
const HEAD_START: Duration = Duration::from_millis(250);

/// The addresses of a host, in the order in which they are tried.
pub(super) async fn resolve(origin: &Origin, deadline: Instant) -> Result<Vec<SocketAddr>, HttpClientError> {
    if let Ok(address) = origin.host().parse::<IpAddr>() {
        return Ok(vec![SocketAddr::new(address, origin.port())]);
    }
    let no_address = || HttpClientError::new(HttpClientErrorKind::Dns, "the host's name has no address");
    match timeout_at(deadline, tokio::net::lookup_host((origin.host(), origin.port()))).await {
        Err(_) => Err(HttpClientError::timeout(Phase::Resolve)),
        Ok(Err(error)) => Err(no_address().because(error)),
        Ok(Ok(found)) => {
            let addresses = families_in_turn(found.collect());
            if addresses.is_empty() { Err(no_address()) } else { Ok(addresses) }
        }
    }
}

/// RFC 8305, section 4: the resolver's first address stays the first, then the families take turns, so that a host
/// whose IPv6 leads nowhere costs one head start and not one for each of its addresses.
fn families_in_turn(found: Vec<SocketAddr>) -> Vec<SocketAddr> {
    let first_is_v6 = found.first().is_some_and(SocketAddr::is_ipv6);
    let (first, second): (Vec<_>, Vec<_>) = found.into_iter().partition(|address| address.is_ipv6() == first_is_v6);
    let (mut first, mut second) = (first.into_iter(), second.into_iter());
    let mut ordered = Vec::new();
    loop {
        let pair = [first.next(), second.next()];
        if pair == [None, None] {
            return ordered;
        }
        ordered.extend(pair.into_iter().flatten());
    }
}

/// Connects to the first address that answers.
pub(super) async fn connect(addresses: &[SocketAddr], deadline: Instant) -> Result<TcpStream, HttpClientError> {
    let connecting = async {
        match addresses {
            [address] => TcpStream::connect(address).await,
            addresses => race(addresses).await,
        }
    };
    let stream = match timeout_at(deadline, connecting).await {
        Err(_) => return Err(HttpClientError::timeout(Phase::Connect)),
        Ok(Err(error)) if error.kind() == io::ErrorKind::ConnectionRefused => {
            let refused = HttpClientError::new(HttpClientErrorKind::Refused, "the connection was refused");
            return Err(refused.because(error));
        }
        Ok(Err(error)) => return Err(unreachable(error)),
        Ok(Ok(stream)) => stream,
    };
    // A head and its body are two small writes; the second must not wait for the first to be acknowledged.
    drop(stream.set_nodelay(true));
    Ok(stream)
}

pub(super) fn unreachable(error: io::Error) -> HttpClientError {
    HttpClientError::new(HttpClientErrorKind::Unreachable, "the host cannot be reached").because(error)
}

/// Starts an attempt when the one before has failed or has had its head start; the first to connect wins.
async fn race(addresses: &[SocketAddr]) -> io::Result<TcpStream> {
    let mut waiting = addresses.iter().copied();
    let mut attempts = JoinSet::new();
    let mut failure = None;
    loop {
        match waiting.next() {
            Some(address) => {
                attempts.spawn(TcpStream::connect(address));
            }
            None if attempts.is_empty() => break,
            None => {}
        }
        let ended = if waiting.len() == 0 {
            attempts.join_next().await
        } else {
            match timeout(HEAD_START, attempts.join_next()).await {
                Ok(ended) => ended,
                Err(_) => continue,
            }
        };
        match ended {
            Some(Ok(Ok(stream))) => return Ok(stream),
            Some(Ok(Err(error))) => failure = Some(error),
            Some(Err(_)) | None => {}
        }
    }
    Err(failure.unwrap_or_else(|| io::ErrorKind::NotFound.into()))
}

#[cfg(test)]
mod tests {
    use std::net::{Ipv4Addr, Ipv6Addr};
    use std::time::Duration;

    use socket2::{Domain, Socket, Type};
    use tokio::net::TcpListener;

    use super::*;

    /// Nobody listens there any more.
    async fn refusing() -> SocketAddr {
        TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap()
    }

    /// The queue of its listener is full, so it neither answers nor refuses.
    fn swallowing() -> (SocketAddr, Socket, Vec<std::net::TcpStream>) {
        let listener = Socket::new(Domain::IPV4, Type::STREAM, None).unwrap();
        listener.bind(&SocketAddr::from(([127, 0, 0, 1], 0)).into()).unwrap();
        listener.listen(0).unwrap();
        let address = listener.local_addr().unwrap().as_socket().unwrap();
        let mut filling = Vec::new();
        while let Ok(stream) = std::net::TcpStream::connect_timeout(&address, Duration::from_millis(200)) {
            filling.push(stream);
        }
        (address, listener, filling)
    }

    fn soon() -> Instant {
        Instant::now() + Duration::from_secs(20)
    }

    #[tokio::test]
    async fn the_next_address_is_tried_when_one_refuses_or_is_silent() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let live = listener.local_addr().unwrap();
        let (silent, _listener, _filling) = swallowing();
        for before in [vec![refusing().await], vec![silent], vec![silent, refusing().await, silent]] {
            let addresses: Vec<_> = before.into_iter().chain([live]).collect();
            let stream = connect(&addresses, soon()).await.unwrap();
            assert_eq!(stream.peer_addr().unwrap(), live, "{addresses:?}");
        }
    }

    #[tokio::test]
    async fn that_all_refuse_is_told() {
        let addresses = [refusing().await, refusing().await];
        assert_eq!(connect(&addresses, soon()).await.unwrap_err().kind(), HttpClientErrorKind::Refused);
    }

    #[test]
    fn families_take_turns_and_nobody_is_lost() {
        let v4 = |last| SocketAddr::from((Ipv4Addr::new(192, 0, 2, last), 1));
        let v6 = |last| SocketAddr::from((Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, last), 1));
        assert_eq!(families_in_turn(vec![v6(1), v6(2), v6(3), v4(1)]), [v6(1), v4(1), v6(2), v6(3)]);
        assert_eq!(families_in_turn(vec![v4(1), v4(2), v6(1), v6(2)]), [v4(1), v6(1), v4(2), v6(2)]);
        assert!(families_in_turn(Vec::new()).is_empty());
    }
}
