//! The function's own extension: only a function that has one is told of its end.
//!
//! Two requests before the first event, of which one has a reply: written by hand, and waited for without the runtime, which
//! has nothing else to do yet. By hyper they are a third of a start.

use std::io::{self, ErrorKind, Read as _, Write as _};
use std::net::TcpStream;
use std::time::Duration;

use http::StatusCode;

use super::trouble::Trouble;

const REGISTER: &str = "/2020-01-01/extension/register";
const NEXT: &str = "/2020-01-01/extension/event/next";
const ID: &str = "lambda-extension-identifier";

/// What Lambda answers at once.
const TIMEOUT: Duration = Duration::from_secs(5);
/// Of a reply, up to its body.
const HEAD_BYTES: usize = 2 * 1024;
const HEADERS: usize = 32;

/// An [internal extension][api] that wants no events. As long as it is there, Lambda says by a signal when the environment
/// ends.
///
/// [api]: https://docs.aws.amazon.com/lambda/latest/dg/runtimes-extensions-api.html
#[derive(Debug)]
pub(super) struct Extension {
    /// It has asked for an event, as Lambda wants it before it calls an environment ready; none ever comes.
    _waiting: TcpStream,
}

impl Extension {
    /// Registers an extension of this name where `address`, a host and a port, speaks the Extensions API below `base`.
    pub(super) fn register(address: &str, base: &str, name: &str) -> Result<Self, Trouble> {
        let body = r#"{"events":[]}"#;
        let length = body.len();
        // Of its own connection nothing but the head is read.
        let mut stream = connected(address)?;
        let head = format!(
            "POST {base}{REGISTER} HTTP/1.1\r\nhost: {address}\r\nlambda-extension-name: {name}\r\nconnection: close\r\n\
             content-type: application/json\r\ncontent-length: {length}\r\n\r\n{body}"
        );
        stream.write_all(head.as_bytes()).map_err(no_reply)?;
        let id = registered(&mut stream)?;
        let mut waiting = connected(address)?;
        let next = format!("GET {base}{NEXT} HTTP/1.1\r\nhost: {address}\r\n{ID}: {id}\r\n\r\n");
        waiting.write_all(next.as_bytes()).map_err(no_reply)?;
        Ok(Self { _waiting: waiting })
    }
}

fn connected(address: &str) -> Result<TcpStream, Trouble> {
    let stream = TcpStream::connect(address).map_err(no_reply)?;
    stream.set_read_timeout(Some(TIMEOUT)).map_err(no_reply)?;
    stream.set_write_timeout(Some(TIMEOUT)).map_err(no_reply)?;
    Ok(stream)
}

/// The name that Lambda gave the extension, from the head of its reply.
fn registered(stream: &mut TcpStream) -> Result<String, Trouble> {
    let (mut head, mut length) = ([0; HEAD_BYTES], 0);
    while length < head.len() {
        match stream.read(&mut head[length..]).map_err(no_reply)? {
            0 => return Err(no_reply(ErrorKind::UnexpectedEof.into())),
            count => length += count,
        }
        let mut headers = [httparse::EMPTY_HEADER; HEADERS];
        let mut response = httparse::Response::new(&mut headers);
        let parsed = response.parse(&head[..length]).map_err(|error| Trouble::Connection(error.into()))?;
        if parsed.is_partial() {
            continue;
        }
        let status = response.code.and_then(|code| StatusCode::from_u16(code).ok()).unwrap_or_default();
        let id = response.headers.iter().find(|header| header.name.eq_ignore_ascii_case(ID));
        let id = id.and_then(|header| str::from_utf8(header.value).ok()).filter(|_| status.is_success());
        return id.map(str::to_owned).ok_or(Trouble::Refused(status, None));
    }
    Err(no_reply(ErrorKind::InvalidData.into()))
}

fn no_reply(error: io::Error) -> Trouble {
    Trouble::Connection(error.into())
}

#[cfg(test)]
mod tests {
    use std::io::{Read as _, Write as _};
    use std::net::{SocketAddr, TcpListener};
    use std::thread;

    use super::Extension;

    /// Answers the first connection with `reply`; what came over each.
    fn asked(reply: &'static [&'static str]) -> (SocketAddr, thread::JoinHandle<Vec<String>>) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let requests = thread::spawn(move || {
            let mut requests = Vec::new();
            for parts in [reply, &[]] {
                let Ok((mut stream, _)) = listener.accept() else { break };
                let mut bytes = [0; 1024];
                let count = stream.read(&mut bytes).unwrap();
                requests.push(String::from_utf8_lossy(&bytes[..count]).into_owned());
                if requests.len() == 1 && count == 0 {
                    break;
                }
                for part in parts {
                    stream.write_all(part.as_bytes()).unwrap();
                    stream.flush().unwrap();
                }
            }
            requests
        });
        (address, requests)
    }

    #[test]
    fn it_registers_and_then_asks_for_an_event_by_the_name_that_it_was_given() {
        let (address, requests) =
            asked(&["HTTP/1.1 200 OK\r\nLambda-Extension-", "Identifier: 7f\r\ncontent-length: 2\r\n", "\r\n{}"]);
        let extension = Extension::register(&address.to_string(), "/orders", "drain").unwrap();
        let requests = requests.join().unwrap();
        drop(extension);
        assert!(requests[0].starts_with("POST /orders/2020-01-01/extension/register HTTP/1.1\r\n"), "{requests:?}");
        assert!(requests[0].contains("\r\nlambda-extension-name: drain\r\n"), "{requests:?}");
        assert!(requests[0].ends_with("\r\n\r\n{\"events\":[]}"), "{requests:?}");
        assert!(requests[1].starts_with("GET /orders/2020-01-01/extension/event/next HTTP/1.1\r\n"), "{requests:?}");
        assert!(requests[1].ends_with("\r\nlambda-extension-identifier: 7f\r\n\r\n"), "{requests:?}");
    }

    #[test]
    fn what_is_no_registration_is_told() {
        for (reply, told) in [
            (&["HTTP/1.1 403 Forbidden\r\nlambda-extension-identifier: 7f\r\n\r\n"][..], "403 Forbidden"),
            (&["HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}"], "200 OK"),
            (&["HTTP/1.1 200 OK\r\n"], "unexpected end of file"),
            (&["+OK\r\n\r\n"], "invalid HTTP version"),
        ] {
            let (address, requests) = asked(reply);
            let trouble = Extension::register(&address.to_string(), "", "drain").unwrap_err().to_string();
            assert!(trouble.contains(told), "{trouble}");
            // Nothing more is asked.
            drop(std::net::TcpStream::connect(address).unwrap());
            assert_eq!(requests.join().unwrap()[1], "");
        }
    }
}
