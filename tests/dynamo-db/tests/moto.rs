//! The right call with the right arguments, as moto understands them. How AWS behaves it does not know: nothing here is
//! about that.

use std::fs;
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use dynamo_db_tests::client_of;
use gateway_cores::config::{ParameterSource, ParameterStore};
use gateway_free_tier::control::{AwsControl, ControlPlane, Metric};
use gateway_free_tier::protocol::Epoch;
use gateway_http::aws::AwsService;

/// What a deployment would have made, by AWS's own SDK: a function, parameters, and counts of the last day.
const DEPLOY: &str = r#"
import boto3, datetime, io, sys, zipfile
def client(service):
    return boto3.client(service, endpoint_url=sys.argv[1], region_name="eu-central-1",
                        aws_access_key_id="a", aws_secret_access_key="b")
code = io.BytesIO()
with zipfile.ZipFile(code, "w") as archive:
    archive.writestr("bootstrap", "")
role = client("iam").create_role(RoleName="orders", AssumeRolePolicyDocument="{}")["Role"]["Arn"]
client("lambda").create_function(FunctionName="orders", Runtime="provided.al2023", Role=role, Handler="bootstrap",
                                 Code={"ZipFile": code.getvalue()})
for number in range(12):
    client("ssm").put_parameter(Name=f"/shop/cache/n{number}", Value=f"secret{number}", Type="SecureString")
start = datetime.datetime.fromtimestamp(int(sys.argv[2]), datetime.timezone.utc)
for hours, count in [(0, 5), (5, 6), (6, 7)]:
    client("cloudwatch").put_metric_data(Namespace="AWS/Lambda", MetricData=[{
        "MetricName": "Invocations", "Dimensions": [{"Name": "FunctionName", "Value": "orders"}],
        "Timestamp": start + datetime.timedelta(hours=hours), "Value": count}])
"#;

struct Moto {
    process: Child,
    url: String,
}

impl Drop for Moto {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn folder() -> PathBuf {
    let tools = concat!(env!("CARGO_MANIFEST_DIR"), "/../../.tools");
    let found = fs::read_dir(tools).into_iter().flatten().filter_map(|entry| Some(entry.ok()?.path()));
    let found = found.filter(|path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("moto-")));
    found.max().expect("moto is in `.tools`: `cargo xtask test tests` puts it there").join("bin")
}

fn start() -> Moto {
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let mut server = Command::new(folder().join("moto_server"));
    server.args(["-H", "127.0.0.1", "-p", &port.to_string()]).stdout(Stdio::null()).stderr(Stdio::null());
    let moto = Moto { process: server.spawn().unwrap(), url: format!("http://127.0.0.1:{port}") };
    let begin = Instant::now();
    while TcpStream::connect(("127.0.0.1", port)).is_err() {
        assert!(begin.elapsed() < Duration::from_mins(1), "moto does not listen");
        std::thread::sleep(Duration::from_millis(50));
    }
    moto
}

#[tokio::test]
async fn each_call_is_understood() {
    let moto = start();
    let (first, last) = (Epoch(81_820), Epoch(81_823));
    let from = (first.start().0 / 1_000).to_string();
    let python = Command::new(folder().join("python3")).args(["-c", DEPLOY, &moto.url, &from]).output().unwrap();
    assert!(python.status.success(), "{}", String::from_utf8_lossy(&python.stderr));

    let client = |service| client_of(&moto.url, service);
    let control = AwsControl::new(client(AwsService::Lambda), client(AwsService::CloudWatch));
    for reserved in [None, Some(7), Some(0), None] {
        control.reserve("orders", reserved).await.unwrap();
        assert_eq!(control.reserved("orders").await.unwrap(), reserved);
    }
    let error = control.reserve("nobody", Some(1)).await.unwrap_err();
    assert_eq!(
        error.to_string().split(',').next(),
        Some("PutFunctionConcurrency is refused: ResourceNotFoundException (404)")
    );

    let sums = control.sums(Metric::Invocations(Some("orders")), first, last).await.unwrap();
    assert_eq!(sums.into_iter().collect::<Vec<_>>(), [(first, 11), (first.next(), 7)]);
    assert!(control.sums(Metric::LogBytes(None), first, last).await.unwrap().is_empty());

    let mut found = ParameterStore::new(client(AwsService::Ssm)).below("/shop").await.unwrap();
    found.sort_by(|(one, _), (other, _)| one.cmp(other));
    assert_eq!((found.len(), found[3].0.as_str(), found[3].1.expose().as_str()), (12, "/shop/cache/n11", "secret11"));
}
