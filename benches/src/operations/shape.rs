//! The bodies behind the operations. Each does a little with every parameter, so that none of them can
//! be left undecoded.

use super::Refused;

pub(super) fn measure(key: &str, salt: u32) -> Option<u32> {
    let length = u32::try_from(key.len()).ok()?;
    (length > 0).then_some(length ^ salt)
}

pub(super) fn accepts(key: &str, value: u32, salt: u32) -> bool {
    measure(key, salt).is_some_and(|length| length < value)
}

pub(super) fn scale(name: &str, value: f64, unit: Option<&str>, factor: f64) -> f64 {
    if unit == Some(name) { value } else { value * factor }
}

pub(super) fn total(items: Vec<String>, salt: usize) -> usize {
    items.into_iter().map(|key| key.len()).sum::<usize>() ^ salt
}

pub(super) fn cut(mut text: String, limit: Option<u32>, default: u32) -> String {
    let limit = limit.unwrap_or(default) as usize;
    text.truncate(text.floor_char_boundary(limit));
    text
}

pub(super) fn send(
    url: &str,
    mut body: String,
    headers: Vec<String>,
    timeout: Option<u32>,
    retry: bool,
    salt: usize,
) -> Result<String, Refused> {
    if !url.starts_with("https://") {
        return Err(Refused { url: url.to_owned() });
    }
    if retry || total(headers, salt) > 10 {
        body.truncate(body.floor_char_boundary(timeout.unwrap_or(30) as usize));
    }
    Ok(body)
}
