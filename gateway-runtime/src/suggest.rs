//! "Did you mean": the nearest of the known names.

/// The known name nearest to `name`, if one is near enough to be a slip of the pen.
pub fn closest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // A third of the letters may be wrong; a foreign page of text is not compared at all.
    let tolerance = (name.chars().take(64).count() / 3).clamp(1, 4);
    if name.len() > 256 {
        return None;
    }
    known
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(name, candidate), candidate))
        .filter(|(distance, _)| *distance <= tolerance)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::closest;

    #[test]
    fn finds_a_slip_and_ignores_a_stranger() {
        assert_eq!(closest("gte", ["get", "set", "delete"]), Some("get"));
        assert_eq!(closest("delte", ["get", "set", "delete"]), Some("delete"));
        assert_eq!(closest("flush", ["get", "set", "delete"]), None);
        assert_eq!(closest("", ["get"]), None);
        assert_eq!(closest(&"x".repeat(100_000), ["get"]), None);
    }
}
