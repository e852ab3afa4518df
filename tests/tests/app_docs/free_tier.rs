//! The protection of the free tier: the page, the template, the dashboard and the code say the same.

use std::collections::BTreeSet;
use std::fs;
use std::process::Command;

use serde_json::Value;
use tests::app::{binary, root};

use super::{page, parameters, template, text, value, variables};

fn source(path: &str) -> String {
    let path = root().join("gateway-free-tier/src").join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The rows of the table that documents what the guard reads.
fn rows() -> Vec<String> {
    let settings = source("guard/settings.rs");
    let rows =
        settings.lines().filter_map(|line| line.strip_prefix("/// ")).filter(|line| line.starts_with("| `GATEWAY_"));
    rows.map(str::to_owned).collect()
}

/// Every variable that the guard reads.
pub(super) fn known() -> BTreeSet<String> {
    rows().iter().flat_map(|row| variables(row)).map(str::to_owned).collect()
}

/// `UPDATE_GOLDEN=1 cargo test -p tests --test app_docs` writes what stands between the marks.
fn check_between(mark: &str, expected: &str) {
    let (begin, end) = (format!("<!-- {mark} -->\n"), format!("<!-- end of {mark} -->"));
    let page = page("free-tier.md");
    let (before, rest) = page.split_once(&begin).expect("there is a beginning");
    let (found, after) = rest.split_once(&end).expect("there is an end");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        let page = format!("{before}{begin}{expected}{end}{after}");
        fs::write(root().join("docs/free-tier.md"), page).expect("the page can be written");
    } else {
        assert_eq!(found, expected, "UPDATE_GOLDEN=1 cargo test -p tests --test app_docs");
    }
}

/// What the template sets if it is protected and nothing else is said, each with its value.
fn environment(template: &str) -> Vec<(String, String)> {
    let known = parameters(template);
    let (_, limits) = template.split_once("Limits: { ").expect("the limits are in one place");
    let limit = |name: &str| limits.split_once(&format!("{name}: ")).expect(name).1.split([',', ' ']).next().unwrap();
    let (_, rest) = template.split_once("          ALEXA_SKILL_ID").expect("it sets variables");
    let (set, _) = rest.split_once("\n\n").expect("they have an end");
    let set = set.replace(":\n            !If", ": !If");
    let lines =
        set.lines().filter_map(|line| line.trim().strip_prefix("GATEWAY_").map(|line| format!("GATEWAY_{line}")));
    let value_of = |expression: &str| match expression {
        "guarantee" => "guarantee".to_owned(),
        "!Ref Budget" => "alexa-home-Budget".to_owned(),
        "!Ref AWS::StackName" => "alexa-home".to_owned(),
        "!FindInMap [Bridge, Limits, Timeout]" => limit("Timeout").to_owned(),
        "!If [IsReserved, !Ref FreeTierConcurrency, 10]" => "10".to_owned(),
        reference => {
            let name = reference.strip_prefix("!Ref ").unwrap_or_else(|| panic!("{reference}"));
            value(known[name], "Default").to_owned()
        }
    };
    let lines = lines.map(|line| {
        let (name, expression) = line.split_once(": !If [IsProtected, ").unwrap_or_else(|| panic!("{line}"));
        let expression = expression.strip_suffix(", !Ref AWS::NoValue]").unwrap_or_else(|| panic!("{line}"));
        (name.to_owned(), value_of(expression))
    });
    lines.chain([("AWS_LAMBDA_FUNCTION_MEMORY_SIZE".to_owned(), limit("MemorySize").to_owned())]).collect()
}

/// What the app says of itself with the template's variables, but with a store that is here.
fn status() -> Value {
    let folder = std::env::temp_dir().join(format!("app-docs-{}", std::process::id()));
    let mut app = Command::new(binary());
    app.args(["call", "free_tier", "status"]).env_clear().envs(environment(&template()));
    app.env("GATEWAY_FREE_TIER_STORE", "file").env("GATEWAY_FREE_TIER_FOLDER", &folder);
    let output = app.output().expect("it starts");
    let _ = fs::remove_dir_all(&folder);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("it is JSON")
}

#[test]
fn the_template_protects_as_the_guard_understands_it() {
    let environment = environment(&template());
    let known = known();
    assert!(known.len() > 10, "{known:?}");
    let set: Vec<_> = environment.iter().map(|(name, _)| name).filter(|name| name.starts_with("GATEWAY_")).collect();
    let unknown: Vec<_> = set.iter().filter(|name| !known.contains(**name)).collect();
    assert!(set.len() == 6 && unknown.is_empty(), "{set:?} {unknown:?}");
    let status = status();
    assert_eq!((text(&status["mode"]), text(&status["deployment"])), ("guarantee", "alexa-home"));
    let numbers: BTreeSet<_> =
        status["conditions"].as_array().expect("a list").iter().map(|it| text(&it["number"])).collect();
    for expected in ["100 %", "10", "10000 ms at 256 MB"] {
        assert!(numbers.contains(expected), "{expected}: {numbers:?}");
    }
}

#[test]
fn the_page_names_what_the_guard_does_and_rests_on() {
    let status = status();
    let conditions = status["conditions"].as_array().expect("a list").iter();
    let conditions = conditions.map(|it| format!("| {} | {} |\n", text(&it["condition"]), text(&it["number"])));
    check_between(
        "conditions",
        &format!("\n| what has to hold | number |\n|---|---|\n{}\n", conditions.collect::<String>()),
    );
    let savings = status["savings"].as_array().expect("a list").iter();
    let savings = savings.map(|it| format!("| {} % | {} |\n", it["from_percent"], text(&it["description"])));
    check_between(
        "savings",
        &format!("\n| used | what is done without |\n|---|---|\n{}\n", savings.collect::<String>()),
    );
    let rows = rows().into_iter().map(|row| format!("{row}\n"));
    check_between(
        "variables",
        &format!("\n| variable | meaning | default |\n|---|---|---|\n{}\n", rows.collect::<String>()),
    );
    let page = page("free-tier.md");
    let named = variables(&page).into_iter().filter(|name| name.starts_with("GATEWAY_"));
    let known = known();
    // That one is the app's.
    let unknown: Vec<_> = named.filter(|name| *name != "GATEWAY_MODE" && !known.contains(*name)).collect();
    assert!(unknown.is_empty(), "{unknown:?}");
}

/// It shares the budget of the function that it lets in, and is told the time by the same timeout.
#[test]
fn the_controller_is_set_as_what_it_controls() {
    let template = template();
    let below = |name: &str| resources(&template).into_iter().find(|(it, _)| *it == name).expect("it is there").1;
    let (controller, bridge) = (below("Controller"), below("Bridge"));
    for name in ["TABLE", "DEPLOYMENT", "SHARE", "TIMEOUT"].map(|name| format!("GATEWAY_FREE_TIER_{name}")) {
        assert_eq!(
            value(&bridge, &name),
            format!("!If [IsProtected, {}, !Ref AWS::NoValue]", value(&controller, &name))
        );
    }
    assert_eq!(value(&controller, "Timeout"), value(&bridge, "Timeout"));
    assert_eq!(value(&controller, "CodeUri"), value(&bridge, "CodeUri"));
    assert_eq!(value(&controller, "GATEWAY_MODE"), "free-tier-controller");
    assert!(controller.contains("- ${Bridge}:${MemorySize}${Reserved}"), "{controller}");
    assert_eq!(value(&below("Hourly"), "ScheduleExpression"), "cron(10 * * * ? *)");
    assert!(page("free-tier.md").contains("ten minutes past each hour"));
}

/// The resources of a template, each with what stands below it.
fn resources(template: &str) -> Vec<(&str, String)> {
    let (_, rest) = template.split_once("\nResources:\n").expect("it has resources");
    let (resources, _) = rest.split_once("\nOutputs:\n").expect("they have an end");
    let mut all: Vec<(&str, String)> = Vec::new();
    for line in resources.lines() {
        match line.strip_prefix("  ").and_then(|line| line.strip_suffix(':')) {
            Some(name) if name.chars().all(char::is_alphanumeric) => all.push((name, String::new())),
            _ => {
                if let Some((_, below)) = all.last_mut() {
                    *below += line;
                    below.push('\n');
                }
            }
        }
    }
    all
}

#[test]
fn without_the_protection_nothing_of_it_is_left() {
    let template = template();
    let resources = resources(&template);
    for (name, condition) in [
        ("Budget", "IsProtected"),
        ("NoRetries", "IsProtected"),
        ("Reopening", "IsProtected"),
        ("ReopeningRole", "IsProtected"),
        ("Orders", "IsProtected"),
        ("Dashboard", "HasDashboard"),
    ] {
        let (_, below) = resources.iter().find(|(it, _)| *it == name).unwrap_or_else(|| panic!("{name}"));
        assert_eq!(value(below, "Condition"), condition, "{name}");
    }
    // Whoever depends on the protection is one of these, or says so where it does.
    let others = resources.iter().filter(|(_, below)| !below.contains("    Condition: "));
    let others: Vec<_> = others.map(|(name, _)| *name).collect();
    assert_eq!(others, ["Bridge", "SmartHomeTrigger", "Log", "Role"]);
    for key in ["ReservedConcurrentExecutions", "GATEWAY_FREE_TIER_TABLE"] {
        assert!(value(&template, key).ends_with("!Ref AWS::NoValue]"), "{key}");
    }
    assert!(template.contains("        - !If\n          - IsProtected\n          - PolicyName: budget\n"));
}

#[test]
fn the_table_is_the_one_that_the_store_writes_to() {
    let template = template();
    let item = source("store/dynamo_db/item.rs");
    assert!(item.contains("const KEY: &str = \"pk\";"));
    assert!(
        template.contains("- { AttributeName: pk, AttributeType: S }")
            && template.contains("- { AttributeName: pk, KeyType: HASH }")
    );
    assert_eq!(value(&template, "ProvisionedThroughput"), "{ ReadCapacityUnits: 5, WriteCapacityUnits: 5 }");
    assert_eq!(value(&template, "BillingMode"), "PROVISIONED");
    // The leading keys that the role may touch: `q#`, and the others that the store makes.
    let keys = value(&template, "dynamodb:LeadingKeys");
    let mut made = BTreeSet::new();
    for entry in fs::read_dir(root().join("gateway-free-tier/src/store/dynamo_db")).expect("the sources are there") {
        let code = fs::read_to_string(entry.expect("it is readable").path()).expect("sources are text");
        let formats = code.split("format!(\"").skip(1).filter_map(|rest| rest.split_once('#'));
        let prefixes = formats.map(|(prefix, _)| prefix).filter(|it| it.chars().all(|c| c.is_ascii_lowercase()));
        made.extend(prefixes.map(str::to_owned));
    }
    assert!(made.contains("q") && made.contains("was"), "{made:?}");
    for prefix in made {
        let is_allowed = [format!("\"{prefix}#${{AWS::StackName}}#*\""), format!(" {prefix}#*")];
        assert!(is_allowed.iter().any(|key| keys.contains(key)), "{prefix}# is none of {keys}");
    }
}

/// The words of a text that begin with `prefix`, without it.
fn words<'t>(text: &'t str, prefix: &str) -> BTreeSet<&'t str> {
    let after = text.split(prefix).skip(1).map(|rest| rest.split(|c: char| !c.is_alphanumeric()).next());
    after.flatten().filter(|word| !word.is_empty()).collect()
}

#[test]
fn the_role_may_do_what_the_code_does_and_no_more() {
    let template = template();
    let calls = source("store/dynamo_db/call.rs");
    let called = words(&calls, "self.call(\"");
    let allowed: BTreeSet<_> =
        words(&template, "dynamodb:").into_iter().filter(|name| *name != "LeadingKeys").collect();
    assert_eq!(allowed, called);
    let control = source("control/aws.rs");
    let mut called = words(&control, "const OPERATION: &str = \"");
    called.extend(words(&control, "AwsRequest::rest(\""));
    let orders = resources(&template).into_iter().find(|(name, _)| *name == "Orders").expect("it is there").1;
    let mut allowed = words(&orders, "- lambda:");
    allowed.extend(words(&template, "cloudwatch:"));
    assert_eq!(allowed, called);
}

#[test]
fn a_new_month_gives_back_what_was_deployed() {
    let template = template();
    let below = |name: &str| resources(&template).into_iter().find(|(it, _)| *it == name).expect("it is there").1;
    let (schedule, role) = (below("Reopening"), below("ReopeningRole"));
    assert_eq!(value(&schedule, "ScheduleExpression"), "cron(5 0 1 * ? *)");
    assert_eq!(value(&schedule, "ScheduleExpressionTimezone"), "UTC");
    let targets: Vec<_> = schedule.lines().filter_map(|line| line.split_once(":scheduler:::aws-sdk:lambda:")).collect();
    let targets: Vec<_> = targets.into_iter().map(|(_, action)| action).collect();
    assert_eq!(targets, ["putFunctionConcurrency", "deleteFunctionConcurrency"]);
    assert!(role.contains("Action: !If [IsReserved, lambda:PutFunctionConcurrency, lambda:DeleteFunctionConcurrency]"));
    let page = page("free-tier.md");
    assert!(page.contains("00:05 UTC") && super::page("troubleshooting.md").contains("00:05 UTC"));
}

/// What AWS publishes for nothing, of what a dashboard here may show.
///
/// Sources: <https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html>,
/// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html>,
/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CloudWatch-Logs-Monitoring-CloudWatch-Metrics.html>.
const PUBLISHED: [(&str, &[&str]); 3] = [
    ("AWS/Lambda", &["Invocations", "Errors", "Throttles", "Duration", "ConcurrentExecutions", "AsyncEventAge"]),
    (
        "AWS/DynamoDB",
        &["ConsumedReadCapacityUnits", "ConsumedWriteCapacityUnits", "ReadThrottleEvents", "WriteThrottleEvents"],
    ),
    ("AWS/Logs", &["IncomingBytes"]),
];

#[test]
fn the_dashboard_shows_what_there_is() {
    let body = fs::read_to_string(root().join("deploy/dashboard.json")).expect("it is in the repository");
    let dashboard: Value = serde_json::from_str(&body).expect("it is JSON");
    let mut shown = 0;
    for widget in dashboard["widgets"].as_array().expect("a list") {
        let Some(metrics) = widget["properties"]["metrics"].as_array() else {
            assert_eq!(widget["type"], "text");
            continue;
        };
        assert_eq!(widget["properties"]["region"], "${Region}");
        for metric in metrics {
            let parts: Vec<_> = metric.as_array().expect("a list").iter().map_while(Value::as_str).collect();
            let [namespace, name, dimensions @ ..] = &parts[..] else {
                assert!(metric[0]["expression"].is_string(), "{metric}");
                continue;
            };
            shown += 1;
            let (_, names) = PUBLISHED.iter().find(|(it, _)| it == namespace).unwrap_or_else(|| panic!("{namespace}"));
            assert!(names.contains(name), "{namespace} {name}");
            assert!(matches!(dimensions, [] | ["FunctionName", "${Function}"] | ["TableName", "${Table}"]), "{metric}");
        }
    }
    // Source: https://aws.amazon.com/cloudwatch/pricing/
    assert!((10..=50).contains(&shown), "a dashboard with up to 50 metrics is free, and there are {shown}");
    let template = template();
    let (_, below) = template.split_once("      DashboardBody: !Sub\n        - |\n").expect("it has a dashboard");
    let (inside, told) = below.split_once("        - Function: ").expect("it is told what it is of");
    let inside: Vec<_> = inside.lines().map(|line| line.strip_prefix("          ").unwrap_or(line)).collect();
    assert_eq!(inside, body.lines().collect::<Vec<_>>(), "deploy/dashboard.json, ten spaces further to the right");
    let told = format!("Function: {}", told.split("\n\n").next().unwrap_or_default());
    for name in words(&body, "${") {
        assert!(told.contains(&format!("{name}: !")), "{name}");
    }
}
