//! An event of each source, to begin with.

use serde_json::{Value, json};

/// The events by the name of their source.
const SAMPLES: &[(&str, &str)] = &[
    ("api_gateway_rest", include_str!("events/api_gateway_rest.json")),
    ("http_api", include_str!("events/http_api.json")),
    ("websocket", include_str!("events/websocket.json")),
    ("alb", include_str!("events/alb.json")),
    ("function_url", include_str!("events/function_url.json")),
    ("vpc_lattice", include_str!("events/vpc_lattice.json")),
    ("api_gateway_authorizer", include_str!("events/api_gateway_authorizer.json")),
    ("appsync", include_str!("events/appsync.json")),
    ("appsync_authorizer", include_str!("events/appsync_authorizer.json")),
    ("sqs", include_str!("events/sqs.json")),
    ("sns", include_str!("events/sns.json")),
    ("s3", include_str!("events/s3.json")),
    ("s3_batch", include_str!("events/s3_batch.json")),
    ("s3_object_lambda", include_str!("events/s3_object_lambda.json")),
    ("kinesis", include_str!("events/kinesis.json")),
    ("firehose", include_str!("events/firehose.json")),
    ("dynamodb", include_str!("events/dynamodb.json")),
    ("documentdb", include_str!("events/documentdb.json")),
    ("kafka", include_str!("events/kafka.json")),
    ("activemq", include_str!("events/activemq.json")),
    ("rabbitmq", include_str!("events/rabbitmq.json")),
    ("eventbridge", include_str!("events/eventbridge.json")),
    ("schedule", include_str!("events/schedule.json")),
    ("cloudtrail", include_str!("events/cloudtrail.json")),
    ("cloudwatch_logs", include_str!("events/cloudwatch_logs.json")),
    ("cloudwatch_alarm", include_str!("events/cloudwatch_alarm.json")),
    ("cognito", include_str!("events/cognito.json")),
    ("cognito_sync", include_str!("events/cognito_sync.json")),
    ("iot", include_str!("events/iot.json")),
    ("iot_authorizer", include_str!("events/iot_authorizer.json")),
    ("iot_button", include_str!("events/iot_button.json")),
    ("iot_1_click", include_str!("events/iot_1_click.json")),
    ("ses", include_str!("events/ses.json")),
    ("alexa_smart_home", include_str!("events/alexa_smart_home.json")),
    ("alexa_skill", include_str!("events/alexa_skill.json")),
    ("lex", include_str!("events/lex.json")),
    ("connect", include_str!("events/connect.json")),
    ("bedrock_agent", include_str!("events/bedrock_agent.json")),
    ("client_vpn", include_str!("events/client_vpn.json")),
    ("cloudformation", include_str!("events/cloudformation.json")),
    ("codecommit", include_str!("events/codecommit.json")),
    ("codedeploy", include_str!("events/codedeploy.json")),
    ("codepipeline", include_str!("events/codepipeline.json")),
    ("config", include_str!("events/config.json")),
    ("secretsmanager", include_str!("events/secretsmanager.json")),
    ("direct", include_str!("events/direct.json")),
];

/// The samples as the page takes them: a list of names and texts.
pub(super) fn all() -> String {
    let samples = SAMPLES.iter().map(|(source, event)| json!({ "source": source, "event": event }));
    samples.collect::<Value>().to_string()
}

#[cfg(test)]
mod tests {
    use super::SAMPLES;
    use crate::source::{Source, recognise};

    #[test]
    fn there_is_one_of_each_source_and_it_is_recognised() {
        let names: Vec<_> = SAMPLES.iter().map(|(name, _)| *name).collect();
        assert_eq!(names, Source::ALL.iter().map(|source| source.as_str()).collect::<Vec<_>>());
        for (name, event) in SAMPLES {
            assert_eq!(recognise(event.as_bytes()).unwrap().as_str(), *name);
        }
    }
}
