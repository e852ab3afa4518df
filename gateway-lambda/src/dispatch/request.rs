//! The parameters of a request.

use std::borrow::Cow;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use gateway_runtime::Place;
use http::header::{CONTENT_TYPE, HeaderMap};
use http::{Method, StatusCode};
use serde_json::value::RawValue;

use super::params::Reading;
use crate::http::{BadParameter, Problem, Request};
use crate::members::Members;
use crate::router::{Form, HttpTarget, Input, NotUtf8, Target, quoted};

/// The texts of the path's parameters, by the places of the parameters.
type Captured<'p> = Vec<(usize, Result<Cow<'p, str>, NotUtf8>)>;

/// Why a request has no parameters that an operation could be asked about.
pub(super) enum Refused {
    NoObject,
    NotJson,
    MediaType,
    Parameter { name: &'static str, detail: &'static str },
}

impl From<Refused> for Problem {
    fn from(refused: Refused) -> Self {
        let bad = || Self::new(StatusCode::BAD_REQUEST);
        match refused {
            Refused::NoObject => bad().detail("the body is not a JSON object"),
            Refused::NotJson => bad().detail("the body is not JSON"),
            Refused::Parameter { name, detail } => {
                bad().detail("parameters are wrong").error(BadParameter::new(name, detail))
            }
            Refused::MediaType => {
                Self::new(StatusCode::UNSUPPORTED_MEDIA_TYPE).detail("the body has to be `application/json`")
            }
        }
    }
}

/// The parameters of a request: from the path, else from where their annotation says, else from the query, else from the
/// body.
pub(super) fn params<'r>(
    route: &HttpTarget,
    captured: Captured<'_>,
    request: &'r Request,
) -> Result<Reading<'r>, Refused> {
    let target = route.target();
    let mut reading = Reading::empty();
    for (place, text) in captured {
        let input = &target.inputs()[place];
        match text {
            Ok(text) => reading.push(input, &[text]),
            Err(NotUtf8) => return Err(not_utf8(input)),
        }
    }
    add_query(&mut reading, target, request, |place, _| !route.is_captured(place));
    add_headers(&mut reading, target, &request.headers)?;
    // Of these a body has no meaning. Source: RFC 9110, section 9.3.1.
    if request.method == Method::GET || request.method == Method::HEAD {
        return Ok(reading);
    }
    if let Some(input) = target.body() {
        add_body(&mut reading, input, request)?;
        return Ok(reading);
    }
    if request.body.is_empty() {
        return Ok(reading);
    }
    expect_json(&request.headers)?;
    let body = std::str::from_utf8(&request.body).map_err(|_| Refused::NoObject)?;
    let is_from_elsewhere = |input: &Input| input.place != Place::Anywhere;
    if reading.is_empty() && !target.inputs().iter().any(is_from_elsewhere) {
        return Ok(Reading::certain(body.into()));
    }
    let members: Members<'_> = serde_json::from_str(body).map_err(|_| Refused::NoObject)?;
    for (name, value) in members.0 {
        // A body must not say what a header is trusted to say.
        if let Some(input) = target.inputs().iter().find(|input| input.name == name.0 && is_from_elsewhere(input)) {
            return Err(Refused::Parameter { name: input.name, detail: "expected in a header, found in the body" });
        }
        // The path and the query have said it: a resource that is sent to its own address holds its name as well.
        if !reading.has_text(&name.0) {
            reading.add(&name.0, value.get());
        }
    }
    Ok(reading)
}

/// The members of a query for those parameters that no annotation places elsewhere, and `is_open` says are not known.
fn add_query(reading: &mut Reading<'_>, target: &Target, request: &Request, is_open: impl Fn(usize, &Input) -> bool) {
    if request.raw_query.is_empty() {
        return;
    }
    for (place, input) in target.inputs().iter().enumerate() {
        if input.place == Place::Anywhere && is_open(place, input) {
            let texts: Vec<_> = request.query().filter(|(name, _)| name == input.name).map(|(_, text)| text).collect();
            if !texts.is_empty() {
                reading.push(input, &texts);
            }
        }
    }
}

/// What the service says of a connection. No client can: a query has no say in these.
const OF_THE_CONNECTION: [&str; 4] = ["connection_id", "route_key", "event_type", "domain_name"];

pub(super) fn message_params(target: &Target, request: &Request) -> Result<Reading<'static>, Refused> {
    let mut reading = Reading::empty();
    if let Some(socket) = &request.socket {
        let texts = [&socket.connection_id, &socket.route_key, &socket.event_type, &socket.domain_name];
        for (name, text) in OF_THE_CONNECTION.into_iter().zip(texts) {
            if target.member(name).is_some() {
                reading.add(name, &quoted(text));
            }
        }
    }
    // Only who comes has one.
    add_query(&mut reading, target, request, |_, input| !OF_THE_CONNECTION.contains(&input.name));
    add_headers(&mut reading, target, &request.headers)?;
    if let Some(input) = target.body() {
        add_body(&mut reading, input, request)?;
        // Who comes or goes says nothing, and the same operation hears of it.
        if request.body.is_empty() && !input.takes_empty_body() {
            reading.add(input.name, "null");
        }
    }
    Ok(reading)
}

fn add_headers(reading: &mut Reading<'_>, target: &Target, headers: &HeaderMap) -> Result<(), Refused> {
    for input in target.inputs() {
        let Place::Header(name) = input.place else { continue };
        let values = headers.get_all(name).iter().map(|value| std::str::from_utf8(value.as_bytes()));
        let texts: Vec<_> = values.collect::<Result<_, _>>().map_err(|_| not_utf8(input))?;
        if !texts.is_empty() {
            reading.push(input, &texts);
        }
    }
    Ok(())
}

/// The whole body, for the parameter that is marked to take it: a text or bytes as it came, anything else from JSON.
fn add_body(reading: &mut Reading<'_>, input: &Input, request: &Request) -> Result<(), Refused> {
    let body = &request.body[..];
    if body.is_empty() && !input.takes_empty_body() {
        return Ok(());
    }
    match input.form {
        Form::Bytes => reading.add(input.name, &quoted(&BASE64_STANDARD.encode(body))),
        Form::Text if !input.is_list => {
            let text = std::str::from_utf8(body).map_err(|_| not_utf8(input))?;
            reading.add(input.name, &quoted(text));
        }
        _ => {
            expect_json(&request.headers)?;
            let raw: &RawValue = serde_json::from_slice(body).map_err(|_| Refused::NotJson)?;
            reading.add(input.name, raw.get());
        }
    }
    Ok(())
}

fn not_utf8(input: &Input) -> Refused {
    Refused::Parameter { name: input.name, detail: "expected UTF-8, found other bytes" }
}

/// A body without a type passes for JSON.
fn expect_json(headers: &HeaderMap) -> Result<(), Refused> {
    let Some(content_type) = headers.get(CONTENT_TYPE) else { return Ok(()) };
    let essence = content_type.to_str().unwrap_or_default().split(';').next().unwrap_or_default().trim();
    let is_json = essence.eq_ignore_ascii_case("application/json")
        || essence.len() > 5 && essence.as_bytes()[essence.len() - 5..].eq_ignore_ascii_case(b"+json");
    if is_json { Ok(()) } else { Err(Refused::MediaType) }
}
