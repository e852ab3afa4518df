//! The interface `alexa`: smart home directives to Home Assistant and back, and the custom skill.
//!
//! Home Assistant does the work; the bridge is the way there. It passes bytes on as they are, in both directions, sends
//! nothing twice, and answers every failure in Alexa's words, as a function that fails lets Alexa say nothing but that the
//! device does not respond.

mod answer;
mod directive;
mod doctor;
mod judge;
mod skill;
mod smart_home;
mod token;

pub(crate) use directive::Directive;
pub(crate) use judge::{Failed, meaning};
pub use skill::skill;
pub use smart_home::smart_home;

gateway_runtime::gateway_interface! { pub alexa { smart_home::smart_home, skill::skill } }
