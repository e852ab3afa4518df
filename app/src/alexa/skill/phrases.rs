//! What the bridge itself says.

/// The sentences of a language.
pub(super) struct Phrases {
    pub(super) hello: &'static str,
    pub(super) help: &'static str,
    pub(super) goodbye: &'static str,
    pub(super) again: &'static str,
    pub(super) done: &'static str,
    pub(super) wait: &'static str,
    pub(super) link: &'static str,
    pub(super) unreachable: &'static str,
    pub(super) failed: &'static str,
}

/// English, if a language is not known.
pub(super) fn phrases(language: &str) -> &'static Phrases {
    match language {
        "de" => &GERMAN,
        "es" => &SPANISH,
        "fr" => &FRENCH,
        "it" => &ITALIAN,
        _ => &ENGLISH,
    }
}

const ENGLISH: Phrases = Phrases {
    hello: "The house is listening. What shall it do?",
    help: "Say what the house shall do, for example: turn on the light in the kitchen. What shall it do?",
    goodbye: "Goodbye.",
    again: "I did not understand that. Please say it again.",
    done: "Done.",
    wait: "One moment, I am asking the house.",
    link: "Please link your account first. I have sent a card to the Alexa app.",
    unreachable: "The house cannot be reached right now.",
    failed: "The house could not answer that.",
};

const GERMAN: Phrases = Phrases {
    hello: "Das Haus hört zu. Was soll es tun?",
    help: "Sag, was das Haus tun soll, zum Beispiel: Schalte das Licht in der Küche ein. Was soll es tun?",
    goodbye: "Auf Wiederhören.",
    again: "Das habe ich nicht verstanden. Bitte sag es noch einmal.",
    done: "Erledigt.",
    wait: "Einen Moment, ich frage das Haus.",
    link: "Bitte verknüpfe zuerst dein Konto. Eine Karte dazu ist in der Alexa-App.",
    unreachable: "Das Haus ist gerade nicht erreichbar.",
    failed: "Das konnte das Haus nicht beantworten.",
};

const SPANISH: Phrases = Phrases {
    hello: "La casa escucha. ¿Qué debe hacer?",
    help: "Di qué debe hacer la casa, por ejemplo: enciende la luz de la cocina. ¿Qué debe hacer?",
    goodbye: "Adiós.",
    again: "No lo he entendido. Por favor, dilo otra vez.",
    done: "Hecho.",
    wait: "Un momento, pregunto a la casa.",
    link: "Primero vincula tu cuenta. He enviado una tarjeta a la aplicación Alexa.",
    unreachable: "Ahora no puedo llegar a la casa.",
    failed: "La casa no ha podido responder.",
};

const FRENCH: Phrases = Phrases {
    hello: "La maison écoute. Que doit-elle faire ?",
    help: "Dites ce que la maison doit faire, par exemple : allume la lumière de la cuisine. Que doit-elle faire ?",
    goodbye: "Au revoir.",
    again: "Je n'ai pas compris. Répétez, s'il vous plaît.",
    done: "C'est fait.",
    wait: "Un instant, je demande à la maison.",
    link: "Associez d'abord votre compte. J'ai envoyé une carte dans l'application Alexa.",
    unreachable: "La maison est injoignable pour le moment.",
    failed: "La maison n'a pas pu répondre.",
};

const ITALIAN: Phrases = Phrases {
    hello: "La casa ascolta. Che cosa deve fare?",
    help: "Di' che cosa deve fare la casa, per esempio: accendi la luce in cucina. Che cosa deve fare?",
    goodbye: "Arrivederci.",
    again: "Non ho capito. Per favore, ripeti.",
    done: "Fatto.",
    wait: "Un momento, chiedo alla casa.",
    link: "Prima collega il tuo account. Ho inviato una scheda all'app Alexa.",
    unreachable: "La casa non è raggiungibile in questo momento.",
    failed: "La casa non ha potuto rispondere.",
};
