//! "Did you mean": the nearest of what is known.

/// The known name that is nearest, if one is near enough to be a slip of the pen.
pub(crate) fn closest<'k>(name: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    closest_of(name, known.into_iter().map(|name| (name, name)))
}

/// The value whose name is nearest.
pub(crate) fn closest_of<T, N: AsRef<str>>(name: &str, known: impl IntoIterator<Item = (T, N)>) -> Option<T> {
    // A third of the letters may be wrong; a foreign page of text is not compared at all.
    let tolerance = (name.chars().take(64).count() / 3).clamp(1, 4);
    if name.len() > 256 {
        return None;
    }
    known
        .into_iter()
        .map(|(value, known)| (strsim::damerau_levenshtein(name, known.as_ref()), value))
        .filter(|(distance, _)| *distance <= tolerance)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, value)| value)
}
