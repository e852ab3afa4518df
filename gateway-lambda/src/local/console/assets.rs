//! The files of the page, as they are in this folder: nothing builds them.

const SCRIPT: &str = "text/javascript; charset=utf-8";

/// The type and text of a file, by the path behind `/_console`.
pub(super) fn find(path: &str) -> Option<(&'static str, &'static str)> {
    Some(match path {
        "" | "/" => ("text/html; charset=utf-8", include_str!("page/index.html")),
        "/style.css" => ("text/css; charset=utf-8", include_str!("page/style.css")),
        "/icon.svg" => ("image/svg+xml", include_str!("page/icon.svg")),
        "/script.js" => (SCRIPT, include_str!("page/script.js")),
        "/answer.js" => (SCRIPT, include_str!("page/answer.js")),
        "/charts.js" => (SCRIPT, include_str!("page/charts.js")),
        "/docs.js" => (SCRIPT, include_str!("page/docs.js")),
        "/dom.js" => (SCRIPT, include_str!("page/dom.js")),
        "/events.js" => (SCRIPT, include_str!("page/events.js")),
        "/form.js" => (SCRIPT, include_str!("page/form.js")),
        "/free_tier.js" => (SCRIPT, include_str!("page/free_tier.js")),
        "/json.js" => (SCRIPT, include_str!("page/json.js")),
        "/operations.js" => (SCRIPT, include_str!("page/operations.js")),
        "/schema.js" => (SCRIPT, include_str!("page/schema.js")),
        "/statistics.js" => (SCRIPT, include_str!("page/statistics.js")),
        _ => return None,
    })
}
