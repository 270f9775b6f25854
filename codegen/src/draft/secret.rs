//! What is secret after its name. A person looks at each: a draft would rather hide too much.

/// Words that only secrets have in their names.
const WORDS: &[&str] = &["password", "passwd", "secretkey", "accesskeysecret", "privatekey", "securitytoken"];
/// Ends of names of secrets.
const ENDS: &[&str] = &["pwd", "secret", "authtoken", "sessiontoken", "accesstoken"];
/// Ends of names of links. Whoever holds one that a vendor hands out can mostly use it without a key.
const LINKS: &[&str] = &["url", "urls", "uri", "link", "links"];

/// Whether text of this name is to be `secret<string>`. A link that callers send is none of the vendor's.
pub(super) fn is_secret(name: &str, is_request: bool) -> bool {
    let name: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
    let name = name.to_ascii_lowercase();
    let ends = |ends: &[&str]| ends.iter().any(|end| name.ends_with(end));
    WORDS.iter().any(|word| name.contains(word)) || ends(ENDS) || (!is_request && ends(LINKS))
}

#[cfg(test)]
mod tests {
    use super::is_secret;

    #[test]
    fn keys_and_links_are_secret_and_tokens_of_pages_are_not() {
        for name in ["Password", "account_password", "db_user_pwd", "SecretKey"] {
            assert!(is_secret(name, true), "{name}");
        }
        for name in ["DownloadUrl", "BackupDownloadURL", "download_link", "Filename", "NextToken", "Curl"] {
            assert_eq!(is_secret(name, false), !matches!(name, "Filename" | "NextToken"), "{name}");
            assert!(!is_secret(name, true), "{name}");
        }
    }
}
