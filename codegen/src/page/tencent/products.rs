//! Tencent's database products by the version of their API, for copies that lost every host.

use crate::page::facts::Found;

/// API version and product. A version that two database products share (`2017-03-12`: postgres and
/// mariadb) tells nothing and is not here.
const PRODUCTS: &[(&str, &str)] = &[
    ("2017-03-20", "cdb"),
    ("2018-03-28", "sqlserver"),
    ("2018-04-08", "mongodb"),
    ("2018-04-11", "dcdb"),
    ("2018-04-12", "redis"),
    ("2019-01-07", "cynosdb"),
    ("2019-07-25", "mongodb"),
    ("2019-08-23", "tcaplusdb"),
    ("2022-03-08", "keewidb"),
];

/// The product whose API has this version.
pub(super) fn of_version(version: &Found<String>) -> Option<Found<String>> {
    let (_, product) = PRODUCTS.iter().find(|(of, _)| *of == version.value)?;
    Some(Found::new((*product).to_owned(), version.line))
}

#[cfg(test)]
mod tests {
    use super::of_version;
    use crate::page::facts::Found;

    #[test]
    fn a_version_that_one_product_has_names_it() {
        let product = |version: &str| of_version(&Found::new(version.to_owned(), 7));
        assert_eq!(product("2018-04-12"), Some(Found::new("redis".to_owned(), 7)));
        assert_eq!(product("2017-03-12"), None);
    }
}
