//! Operations that change something: the crate has none yet, and what may be retried depends on it.

use clouddb::alibaba::Alibaba;
use clouddb::alibaba::dds::SERVICE;
use clouddb::runtime::{
    Access, Field, Kind, Method, Operation, OperationInfo, Place, Record, Slot, Table, Value, View,
};

static PROBE: Table = Table {
    name: "Probe",
    fields: &[
        Field::new("DBInstanceId", Kind::Text).required().place(Place::Query),
        Field::new("ClientToken", Kind::Text).place(Place::Query),
    ],
};

static ANSWER: Table = Table { name: "ProbeAnswer", fields: &[Field::new("RequestId", Kind::Text)] };

/// What the mock cloud answers to all of them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ProbeAnswer {
    pub request_id: Option<String>,
}

impl Record for ProbeAnswer {
    fn table(&self) -> &'static Table {
        &ANSWER
    }

    fn get(&self, index: usize) -> View<'_> {
        match index {
            0 => self.request_id.view(),
            _ => View::Absent,
        }
    }

    fn slot(&mut self, index: usize) -> Slot<'_> {
        match index {
            0 => self.request_id.slot(),
            _ => Slot::Ignored,
        }
    }
}

/// Declares an operation that is spelt like `DescribeBackups`, of which the mock cloud ignores the token.
macro_rules! probe {
    ($name:ident, $access:expr, $token:expr) => {
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct $name {
            pub instance: String,
            pub token: Option<String>,
        }

        impl Record for $name {
            fn table(&self) -> &'static Table {
                &PROBE
            }

            fn get(&self, index: usize) -> View<'_> {
                match index {
                    0 => self.instance.view(),
                    1 => self.token.view(),
                    _ => View::Absent,
                }
            }

            fn slot(&mut self, index: usize) -> Slot<'_> {
                match index {
                    0 => self.instance.slot(),
                    1 => self.token.slot(),
                    _ => Slot::Ignored,
                }
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
