//! A page in a headless Chromium, driven over the
//! [DevTools protocol](https://chromedevtools.github.io/devtools-protocol/).
//!
//! The protocol goes through a pipe, which ends with this process, and Chromium with it.

use std::io::{BufRead, BufReader, Write};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc::{self, Receiver};
use std::thread;

use serde_json::{Value, json};
use tests::app::{PATIENCE, root};

/// Chromium reads commands from descriptor 3 and writes to descriptor 4. What it says to a person is left out: it
/// complains of the services that a container does not have.
const WITH_PIPES: &str = r#"exec "$0" "$@" 3<&0 4>&1 </dev/null >/dev/null 2>&1"#;

const ARGUMENTS: [&str; 8] = [
    "--headless",
    "--remote-debugging-pipe",
    "--no-startup-window",
    "--no-first-run",
    "--disable-gpu",
    // Containers often have neither user namespaces nor room for shared memory; it sees nothing but our own page.
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
];

pub(crate) struct Page {
    chromium: Child,
    profile: PathBuf,
    commands: ChildStdin,
    messages: Receiver<Value>,
    last: u64,
    session: Option<String>,
    address: SocketAddr,
    events: Vec<Value>,
}

impl Page {
    /// Opens the console that is served at `address`, in `light` or `dark`.
    pub(crate) fn open(address: SocketAddr, scheme: &str, path: &str) -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let profile = format!("chromium-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let profile = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(profile);
        let mut chromium = chromium(&profile).spawn().expect("sh starts");
        let commands = chromium.stdin.take().expect("it is piped");
        let output = BufReader::new(chromium.stdout.take().expect("it is piped"));
        let (sender, messages) = mpsc::channel();
        thread::spawn(move || {
            for message in output.split(0).map_while(Result::ok) {
                let message = serde_json::from_slice(&message).expect("the protocol is JSON");
                if sender.send(message).is_err() {
                    return;
                }
            }
        });
        let mut page =
            Self { chromium, profile, commands, messages, last: 0, session: None, address, events: Vec::new() };
        let target = page.send("Target.createTarget", &json!({ "url": "about:blank" }))["targetId"].take();
        let attach = json!({ "targetId": target, "flatten": true });
        page.session = page.send("Target.attachToTarget", &attach)["sessionId"].as_str().map(str::to_owned);
        for domain in ["Page", "Runtime", "Log", "Network"] {
            page.send(&format!("{domain}.enable"), &json!({}));
        }
        let feature = json!({ "name": "prefers-color-scheme", "value": scheme });
        page.send("Emulation.setEmulatedMedia", &json!({ "features": [feature] }));
        page.send("Page.navigate", &json!({ "url": format!("http://{address}/_console{path}") }));
        page.wait("document.querySelector('#main h2, #main nav')");
        page
    }

    /// Sends a command and waits for its result.
    pub(crate) fn send(&mut self, method: &str, params: &Value) -> Value {
        self.last += 1;
        let mut command = json!({ "id": self.last, "method": method, "params": params });
        if let Some(session) = &self.session {
            command["sessionId"] = json!(session);
        }
        self.commands.write_all(format!("{command}\0").as_bytes()).expect("chromium listens");
        loop {
            let mut message = self.messages.recv_timeout(PATIENCE).unwrap_or_else(|error| panic!("{method}: {error}"));
            if message["id"] == self.last {
                assert_eq!(message.get("error"), None, "{method}");
                return message["result"].take();
            }
            self.events.push(message);
        }
    }

    /// The value of an expression in the page; a promise's is awaited.
    pub(crate) fn value(&mut self, expression: &str) -> Value {
        let params = json!({ "expression": expression, "awaitPromise": true, "returnByValue": true });
        let mut result = self.send("Runtime.evaluate", &params);
        assert_eq!(result.get("exceptionDetails"), None, "{expression}");
        result["result"]["value"].take()
    }

    /// Waits until an expression holds.
    pub(crate) fn wait(&mut self, expression: &str) {
        self.value(&format!(
            "new Promise((done) => {{ const look = () => ({expression}) ? done() : setTimeout(look, 10); look(); }})"
        ));
    }

    /// What a person reads of the element.
    pub(crate) fn text(&mut self, selector: &str) -> String {
        let selector = json!(selector);
        let text = self.value(&format!("document.querySelector({selector}).innerText"));
        text.as_str().expect("a text").to_owned()
    }

    /// Types into what has the focus.
    pub(crate) fn write(&mut self, text: &str) {
        self.send("Input.insertText", &json!({ "text": text }));
    }

    /// Presses a key; `modifiers` is 2 for control.
    pub(crate) fn press(&mut self, key: &str, modifiers: u8) {
        let code = match key {
            "Enter" => 13,
            "Tab" => 9,
            key => u32::from(key.as_bytes()[0]),
        };
        let text = match key {
            "Enter" => Some("\r"),
            "Tab" => None,
            key => Some(key),
        };
        let mut event = json!({ "type": "keyDown", "key": key, "windowsVirtualKeyCode": code, "modifiers": modifiers });
        if let (Some(text), 0) = (text, modifiers) {
            event["text"] = json!(text);
        }
        self.send("Input.dispatchKeyEvent", &event);
        event["type"] = json!("keyUp");
        self.send("Input.dispatchKeyEvent", &event);
    }

    /// Follows a link of the console, as by a click.
    pub(crate) fn go(&mut self, address: &str) {
        self.value(&format!("void (location.hash = {})", json!(address)));
    }

    /// The names of all controls that a screen reader would not name.
    pub(crate) fn nameless(&mut self) -> Vec<Value> {
        let tree = self.send("Accessibility.getFullAXTree", &json!({}));
        let controls = ["button", "link", "textbox", "searchbox", "combobox", "image", "navigation", "region"];
        let nodes = tree["nodes"].as_array().expect("a list").iter();
        let nodes =
            nodes.filter(|node| node["ignored"] == false && controls.iter().any(|role| node["role"]["value"] == *role));
        nodes.filter(|node| node["name"]["value"].as_str().is_none_or(str::is_empty)).cloned().collect()
    }

    /// That nothing was complained of so far, and nothing asked for but what the local runtime serves.
    pub(crate) fn expect_calm(&mut self) {
        // What has happened before this is told before its answer.
        self.value("0");
        let own = format!("http://{}/_console", self.address);
        for event in &self.events {
            let params = &event["params"];
            match event["method"].as_str().unwrap_or_default() {
                "Runtime.exceptionThrown" | "Runtime.consoleAPICalled" | "Log.entryAdded" => panic!("{params}"),
                "Network.requestWillBeSent" => {
                    let url = params["request"]["url"].as_str().expect("a text");
                    assert!(url.starts_with(&own), "{url}");
                }
                _ => {}
            }
        }
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        // It ends its own processes first, and then writes to its profile no more.
        self.session = None;
        drop(write!(self.commands, "{}\0", json!({ "id": 0, "method": "Browser.close" })));
        while self.messages.recv_timeout(PATIENCE).is_ok() {}
        // It has closed the pipe, or hangs.
        drop(self.chromium.kill());
        drop(self.chromium.wait());
        drop(std::fs::remove_dir_all(&self.profile));
    }
}

/// The one that `cargo xtask test` has put into `.tools`; where there is none for the machine, the machine's own.
fn chromium(profile: &std::path::Path) -> Command {
    let folder = root().join(".tools/chromium-147.0.0");
    let own = folder.join("chromium");
    let mut command = Command::new("sh");
    command.args(["-c", WITH_PIPES]);
    if cfg!(all(target_os = "linux", target_arch = "x86_64")) {
        assert!(own.is_file(), "there is no {}: `cargo xtask test tests` fetches it", own.display());
        command.arg(own).env("LD_LIBRARY_PATH", folder.join("lib")).env("FONTCONFIG_FILE", folder.join("fonts.conf"));
    } else {
        command.arg("chromium");
    }
    command.args(ARGUMENTS).arg(format!("--user-data-dir={}", profile.display()));
    command.stdin(Stdio::piped()).stdout(Stdio::piped());
    command
}
