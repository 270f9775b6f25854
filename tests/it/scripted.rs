//! A transport that answers after a script, and the clients that use it.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use clouddb::{BoxFuture, TransportErrorKind};
use clouddb::{RetryConfig, Transport, TransportError, alibaba, tencent};
use http::{Request, Response};
use serde_json::{Value, json};
use tokio::time::Instant;

use crate::golden::trees::paging::tencent::golden;
use crate::support::{Stopped, key};

/// One answer.
#[derive(Clone, Debug)]
pub enum Answer {
    Body(u16, Bytes),
    /// The same, this much later.
    Late(Duration, Bytes),
    Never,
    Broken,
}

/// Answers each request with the next of its answers, and any more with the last.
#[derive(Clone, Debug)]
pub struct Scripted(Arc<Mutex<Script>>);

#[derive(Debug)]
struct Script {
    answers: VecDeque<Answer>,
    requests: Vec<(Instant, Request<Bytes>)>,
}

/// An answer of Tencent's.
pub fn tencent(mut body: Value) -> Answer {
    body["RequestId"] = json!("fake-request-0001");
    Answer::Body(200, json!({ "Response": body }).to_string().into())
}

/// A refusal by Tencent.
pub fn refused(code: &str) -> Answer {
    tencent(json!({ "Error": { "Code": code, "Message": "no" } }))
}

/// An answer of Alibaba's.
pub fn alibaba(body: &Value) -> Answer {
    Answer::Body(200, body.to_string().into())
}

impl Scripted {
    pub fn new(answers: impl IntoIterator<Item = Answer>) -> Self {
        let answers = answers.into_iter().collect();
        Self(Arc::new(Mutex::new(Script { answers, requests: Vec::new() })))
    }

    /// How many requests were sent.
    pub fn count(&self) -> usize {
        self.0.lock().unwrap().requests.len()
    }

    /// When each request was sent.
    pub fn times(&self) -> Vec<Instant> {
        self.0.lock().unwrap().requests.iter().map(|(time, _)| *time).collect()
    }

    /// The member `name` of each request's body; null where it was not sent.
    pub fn sent(&self, name: &str) -> Vec<Value> {
        let requests = &self.0.lock().unwrap().requests;
        let bodies = requests.iter().map(|(_, request)| request.body());
        bodies.map(|body| serde_json::from_slice::<Value>(body).unwrap()[name].clone()).collect()
    }

    /// The parameter `name` of each request's query.
    pub fn asked(&self, name: &str) -> Vec<Option<String>> {
        let requests = &self.0.lock().unwrap().requests;
        let queries = requests.iter().map(|(_, request)| request.uri().query().unwrap_or_default());
        let pairs = queries.map(|query| query.split('&').filter_map(|pair| pair.split_once('=')));
        pairs
            .map(|mut pairs| pairs.find(|(key, _)| *key == name).map(|(_, value)| value.to_owned()))
            .collect()
    }

    /// The header `name` of each request.
    pub fn header(&self, name: &str) -> Vec<Option<String>> {
        let requests = &self.0.lock().unwrap().requests;
        let headers = requests.iter().map(|(_, request)| request.headers().get(name));
        headers.map(|value| Some(value?.to_str().unwrap().to_owned())).collect()
    }

    fn tencent_config(&self, nonce: u128) -> tencent::Config {
        let config = tencent::Config::builder()
            .region("ap-guangzhou")
            .credentials(key())
            .clock(Stopped { seconds: 1_700_000_000, nonce })
            .transport(self.clone());
        config.build().unwrap()
    }

    pub fn mongodb(&self) -> tencent::mongodb::Client {
        self.mongodb_with_chance(0)
    }

    /// With a clock that hands out `nonce`, of which chance is made.
    pub fn mongodb_with_chance(&self, nonce: u128) -> tencent::mongodb::Client {
        tencent::mongodb::Client::new(&self.tencent_config(nonce))
    }

    /// The service of `tests/golden/paging`, which has each way to page.
    pub fn golden(&self) -> golden::Client {
        golden::Client::new(&self.tencent_config(0))
    }

    pub fn dds(&self) -> alibaba::dds::Client {
        let config = alibaba::Config::builder()
            .region("cn-hangzhou")
            .credentials(key())
            .retry(RetryConfig::off())
            .transport(self.clone());
        alibaba::dds::Client::new(&config.build().unwrap())
    }
}

impl Transport for Scripted {
    fn send(&self, request: Request<Bytes>) -> BoxFuture<'_, Result<Response<Bytes>, TransportError>> {
        let mut script = self.0.lock().unwrap();
        script.requests.push((Instant::now(), request));
        let answer = if script.answers.len() > 1 {
            script.answers.pop_front()
        } else {
            script.answers.front().cloned()
        };
        drop(script);
        Box::pin(async move {
            let response =
                |status: u16, body: Bytes| Ok(Response::builder().status(status).body(body).unwrap());
            match answer.expect("a script has an answer") {
                Answer::Body(status, body) => response(status, body),
                Answer::Late(delay, body) => {
                    tokio::time::sleep(delay).await;
                    response(200, body)
                }
                Answer::Never => std::future::pending().await,
                Answer::Broken => Err(TransportError::new(TransportErrorKind::Broken, "the script says so")),
            }
        })
    }
}
