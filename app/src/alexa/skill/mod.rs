//! The custom skill: what people say to the house, and what it says.
//!
//! The bridge answers what is about the conversation itself: hello, help, stop. A sentence goes to Home Assistant's
//! conversation; any other intent to its Alexa integration, as it came.

mod phrases;
mod progress;
mod request;
mod response;

use bytes::Bytes;
use gateway_cores::config::Config;
use gateway_http::StatusCode;
use gateway_runtime::gateway_op;
use serde::Deserialize;
use serde_json::value::RawValue;

use self::phrases::{Phrases, phrases};
use self::progress::patiently;
use self::request::{Kind, Skill};
use self::response::Answer;
use crate::home::{Home, HomeError, Trouble};
use crate::home_assistant::{HomeAssistantError, say};
use crate::settings::AlexaSettings;

/// Where Home Assistant takes a whole request of a skill.
const PATH: &str = "/api/alexa";

/// Answers a request to the custom skill.
///
/// A sentence is said to Home Assistant, and its answer is said, also where it did not understand. If it takes its time, the
/// customer hears that it is being asked. Somebody who has not linked an account is asked to.
#[gateway_op(interface = "alexa", alexa = "skill")]
pub async fn skill(
    #[inject] home: &Home,
    #[inject] config: &Config,
    #[op(body)] request: Box<RawValue>,
) -> Box<RawValue> {
    let read = Skill::read(&request);
    let settings = config.section::<AlexaSettings>().ok();
    let expected = settings.and_then(|settings| settings.skill_id);
    if expected.as_deref().is_some_and(|id| read.application_id() != Some(id)) {
        tracing::warn!("a request of another skill than `ALEXA_SKILL_ID`");
        return Answer::silent().json();
    }
    let phrases = phrases(read.language());
    let answered = match read.kind() {
        Kind::Launch => Ok(Answer::say(phrases.hello).and_listen(phrases.hello)),
        Kind::Help => Ok(Answer::say(phrases.help).and_listen(phrases.help)),
        Kind::Stop => Ok(Answer::say(phrases.goodbye)),
        Kind::NotUnderstood => Ok(Answer::say(phrases.again).and_listen(phrases.again)),
        Kind::Ended => Ok(Answer::silent()),
        Kind::CanFulfill => return Answer::cannot_fulfill(),
        Kind::Sentence(sentence) => patiently(&read, phrases, converse(home, &read, sentence, phrases)).await,
        Kind::Other => match patiently(&read, phrases, pass_on(home, &read, &request)).await {
            Ok(answer) => return answer,
            Err(error) => Err(error),
        },
    };
    match answered {
        Ok(answer) => answer.json(),
        Err(error) => {
            tracing::error!(reason = %error, "the skill's request was not carried out");
            match error.trouble() {
                Trouble::NoToken => Answer::say(phrases.link).with_link_card(),
                Trouble::Unreachable => Answer::say(phrases.unreachable),
                Trouble::Unset | Trouble::Unreadable => Answer::say(phrases.failed),
            }
            .json()
        }
    }
}

async fn converse(home: &Home, read: &Skill<'_>, sentence: &str, phrases: &Phrases) -> Result<Answer, HomeError> {
    let token = home.token(read.token())?;
    let said = say(home, token, sentence, read.language(), read.conversation_id()).await;
    let said = match said {
        Ok(said) => said,
        Err(HomeAssistantError::Home(error, _)) => return Err(error),
        Err(refused) => return Err(refusal(&refused)),
    };
    let speech = if said.speech.is_empty() { phrases.done } else { said.speech.as_str() };
    let answer = Answer::say(speech).remembering(said.conversation_id);
    Ok(if said.continues || read.is_within_a_session() { answer.and_listen("") } else { answer })
}

fn refusal(refused: &HomeAssistantError) -> HomeError {
    let trouble = match refused {
        HomeAssistantError::Refused(StatusCode::UNAUTHORIZED, _) => Trouble::NoToken,
        _ => Trouble::Unreadable,
    };
    HomeError::new(trouble, refused.to_string())
}

#[derive(Deserialize)]
struct Answered<'a> {
    #[serde(borrow, rename = "response")]
    _response: &'a RawValue,
}

/// The whole request, and the whole answer.
async fn pass_on(home: &Home, read: &Skill<'_>, request: &RawValue) -> Result<Box<RawValue>, HomeError> {
    let token = home.token(read.token())?;
    let response = home.post(PATH, token, Bytes::copy_from_slice(request.get().as_bytes())).await?;
    match response.status() {
        StatusCode::OK => {
            let json: Option<Box<RawValue>> = serde_json::from_slice(response.body()).ok();
            let answer = json.filter(|json| serde_json::from_str::<Answered<'_>>(json.get()).is_ok());
            answer.ok_or_else(|| HomeError::new(Trouble::Unreadable, "what `alexa:` answers is no answer of a skill"))
        }
        StatusCode::UNAUTHORIZED => {
            Err(HomeError::new(Trouble::NoToken, "Home Assistant does not know the access token"))
        }
        status => {
            let look = if status == StatusCode::NOT_FOUND { ": `alexa:` is missing in its configuration" } else { "" };
            Err(HomeError::new(Trouble::Unreadable, format!("status {} for an intent{look}", status.as_u16())))
        }
    }
}
