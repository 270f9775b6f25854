//! Operations that change something: the crate has none yet, and what may be retried depends on it.

use clouddb::__private::{Access, OperationInfo, record};
use clouddb::alibaba::Alibaba;
use clouddb::alibaba::dds::SERVICE;
use clouddb::{Method, Operation};

record! {
    /// What the mock cloud answers to all of them.
    pub struct ProbeAnswer {
        /// The id of the call.
        0: pub request_id: Option<String> = "RequestId",
    }
}

/// Declares an operation that is spelt like `DescribeBackups`, of which the mock cloud ignores the token.
macro_rules! probe {
    ($name:ident, $access:expr, $token:expr) => {
        record! {
            /// The request.
            pub struct $name {
                /// The instance.
                0: pub instance: String = "DBInstanceId" [required, query],
                /// The idempotency token.
                1: pub token: Option<String> = "ClientToken" [query],
            }
        }

        impl Operation for $name {
            type Service = Alibaba;
            type Response = ProbeAnswer;
            type Code = String;

            const INFO: &'static OperationInfo = &OperationInfo {
                idempotency_token: $token,
                ..OperationInfo::new::<Self, ProbeAnswer>(
                    &SERVICE,
                    "DescribeBackups",
                    Method::Post,
                    "/",
                    $access,
                )
            };
        }
    };
}

probe!(Read, Access::Read, None);
probe!(Write, Access::Write, None);
probe!(WriteWithToken, Access::Write, Some("ClientToken"));
