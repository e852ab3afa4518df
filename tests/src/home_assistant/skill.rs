//! `POST /api/alexa`, the custom skill, and `POST /api/conversation/process`, what Assist says.

use serde_json::{Value, json};

use super::api::Reply;

/// A skill's request without `request` is an exception of Home Assistant's.
pub(super) fn answer(body: &[u8]) -> Reply {
    let request: Value = serde_json::from_slice(body).unwrap_or_default();
    let Some(kind) = request["request"]["type"].as_str() else { return Reply::Trouble };
    let speech = match kind {
        "IntentRequest" if request["request"]["intent"]["name"] == "GoodNight" => "Good night.",
        "IntentRequest" => "This intent is not yet configured within Home Assistant.",
        // Also to the end of a session, which Alexa takes no answer to.
        _ => "Welcome home.",
    };
    Reply::json(&json!({
        "version": "1.0",
        "sessionAttributes": {},
        "response": {"outputSpeech": {"type": "PlainText", "text": speech}, "shouldEndSession": true},
    }))
}

/// A sentence that nobody understands is an answer too, with speech that is worth saying.
pub(super) fn converse(body: &[u8]) -> Reply {
    let request: Value = serde_json::from_slice(body).unwrap_or_default();
    let Some(text) = request["text"].as_str() else {
        return Reply::Message("400 Bad Request", "Message format incorrect");
    };
    let (kind, data, speech) = if text.to_lowercase().contains("kitchen") {
        ("action_done", json!({"targets": [], "success": [], "failed": []}), "Turned on the light")
    } else {
        ("error", json!({"code": "no_intent_match"}), "Sorry, I couldn't understand that")
    };
    let language = request["language"].as_str().unwrap_or("en");
    Reply::json(&json!({
        "response": {
            "speech": {"plain": {"speech": speech, "extra_data": null}},
            "card": {}, "language": language, "response_type": kind, "data": data,
        },
        "conversation_id": request["conversation_id"],
    }))
}
