//! The parameters of a call, from what an event has.

use std::borrow::Cow;

use gateway_runtime::GatewayError;

use crate::members::Members;
use crate::router::{Input, Target, quoted};

/// The parameters of a call. Where they come from texts, a parameter whose type is the program's own may be read in
/// several ways.
pub(super) struct Reading<'a> {
    /// An object of what is JSON already.
    certain: Cow<'a, str>,
    texts: Vec<Text>,
}

/// A parameter that comes as text.
struct Text {
    name: &'static str,
    /// As JSON, the likeliest first; not empty.
    readings: Vec<String>,
}

impl<'a> Reading<'a> {
    /// An object, to be passed on as it is.
    pub(super) fn certain(object: Cow<'a, str>) -> Self {
        Self { certain: object, texts: Vec::new() }
    }

    /// Nothing yet.
    pub(super) fn empty() -> Self {
        Self::certain("{}".into())
    }

    /// The parameters of an operation that is called with a payload, or what kind of value the payload is if it gives
    /// none.
    ///
    /// The parameter that is marked to take the body takes it whole. Else its members are the parameters of their names;
    /// members that the operation does not take are left out, as a source may send more any day. An operation without
    /// parameters takes any payload.
    pub(super) fn of_payload(target: &Target, payload: &str) -> Result<Self, &'static str> {
        let mut reading = Self::empty();
        if let Some(body) = target.body() {
            reading.add(body.name, payload);
        } else if !target.inputs().is_empty() {
            let members: Members<'_> = serde_json::from_str(payload).map_err(|_| kind(payload))?;
            reading.add_members(target, &members);
        }
        Ok(reading)
    }

    /// Adds those members that the operation takes by name.
    fn add_members(&mut self, target: &Target, members: &Members<'_>) {
        for (name, value) in &members.0 {
            if target.member(&name.0).is_some() {
                self.add(&name.0, value.get());
            }
        }
    }

    /// Adds a parameter that is JSON.
    pub(super) fn add(&mut self, name: &str, json: &str) {
        let object = self.certain.to_mut();
        object.pop();
        push_member(object, name, json);
        object.push('}');
    }

    /// Adds a parameter that comes as texts.
    pub(super) fn push<T: AsRef<str>>(&mut self, input: &Input, texts: &[T]) {
        self.texts.push(Text { name: input.name, readings: input.readings(texts) });
    }

    /// Whether there is no parameter yet.
    pub(super) fn is_empty(&self) -> bool {
        self.texts.is_empty() && self.certain == "{}"
    }

    /// Whether a parameter of this name has come as text.
    pub(super) fn has_text(&self, name: &str) -> bool {
        self.texts.iter().any(|text| text.name == name)
    }

    /// Every text in its likeliest reading.
    pub(super) fn likeliest(&self) -> Cow<'_, str> {
        if self.texts.is_empty() { Cow::Borrowed(&self.certain) } else { Cow::Owned(self.with(&[])) }
    }

    /// The reading that `check` accepts, of those of each text the first; `None` if the likeliest is accepted, or none is
    /// better.
    pub(super) fn settle(&self, check: impl Fn(&str) -> Result<(), GatewayError>) -> Option<String> {
        let mut chosen = vec![0; self.texts.len()];
        let mut is_better = false;
        let most = self.texts.iter().map(|text| text.readings.len()).max()?;
        let mut refused = refused(&check(&self.with(&chosen)).err()?);
        for reading in 1..most {
            let tried: Vec<_> = self
                .texts
                .iter()
                .zip(&chosen)
                .map(|(text, &settled)| {
                    let is_open = settled == 0 && refused.iter().any(|name| name == text.name);
                    if is_open && reading < text.readings.len() { reading } else { settled }
                })
                .collect();
            if tried == chosen {
                continue;
            }
            let still = check(&self.with(&tried)).err().as_ref().map(self::refused).unwrap_or_default();
            // What no reading fits stays text, so that the error speaks of that.
            for (place, text) in self.texts.iter().enumerate() {
                if tried[place] != chosen[place] && still.iter().all(|name| name != text.name) {
                    chosen[place] = tried[place];
                    is_better = true;
                }
            }
            refused.retain(|name| still.contains(name));
        }
        is_better.then(|| self.with(&chosen))
    }

    fn with(&self, chosen: &[usize]) -> String {
        // Without the closing brace.
        let mut object = self.certain[..self.certain.len() - 1].to_owned();
        for (place, text) in self.texts.iter().enumerate() {
            let reading = &text.readings[chosen.get(place).copied().unwrap_or(0)];
            push_member(&mut object, text.name, reading);
        }
        object.push('}');
        object
    }
}

/// The parameters that an error is about.
fn refused(error: &GatewayError) -> Vec<String> {
    let name = |path: &str| path.split(['.', '[']).next().unwrap_or_default().to_owned();
    error.problems().iter().map(|problem| name(problem.path())).collect()
}

fn push_member(object: &mut String, name: &str, json: &str) {
    if object.len() > 1 {
        object.push(',');
    }
    object.push_str(&quoted(name));
    object.push(':');
    object.push_str(json);
}

fn kind(json: &str) -> &'static str {
    match json.as_bytes().first() {
        Some(b'{') => "an object that cannot be read",
        Some(b'[') => "an array",
        Some(b'"') => "a string",
        Some(b't' | b'f') => "a boolean",
        Some(b'n') => "null",
        _ => "a number",
    }
}
