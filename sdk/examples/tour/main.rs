//! Calls all five operations and prints the responses.
//!
//! ```text
//! cargo run -p clouddb --features mock,full --example tour
//! ```
//!
//! A vendor whose credentials are in the environment is called itself, with the instance and backup of the variables
//! below; the mock cloud on 127.0.0.1 replaces the others.

mod answers;

use std::env;
use std::process::ExitCode;

use clouddb::__private::Vendor;
use clouddb::ConfigBuilder;
use clouddb::mock::MockCloud;
use clouddb::{DateTime, Error, alibaba, huawei, tencent};

#[tokio::main]
async fn main() -> ExitCode {
    let cloud = match MockCloud::start().await {
        Ok(cloud) => cloud,
        Err(error) => {
            eprintln!("the mock cloud cannot listen on the loopback: {error}");
            return ExitCode::FAILURE;
        }
    };
    answers::set(&cloud);
    let steps = [
        ("Tencent Cloud", tencent(&cloud).await),
        ("Alibaba Cloud", alibaba(&cloud).await),
        ("Huawei Cloud", huawei(&cloud).await),
    ];
    let mut code = ExitCode::SUCCESS;
    for (vendor, result) in steps {
        if let Err(error) = result {
            eprintln!("{vendor}: {error}");
            code = ExitCode::FAILURE;
        }
    }
    code
}

/// The environment's settings if they hold credentials of the vendor, else the mock cloud's.
fn config<V: Vendor>(vendor: &str, variable: &str, mock: ConfigBuilder<V>) -> ConfigBuilder<V> {
    let real = env::var_os(variable).is_some();
    println!("\n{vendor} ({})", if real { "the real one" } else { "mock cloud" });
    if real { ConfigBuilder::default() } else { mock }
}

fn named(variable: &str, example: &str) -> String {
    env::var(variable).unwrap_or_else(|_| example.to_owned())
}

async fn tencent(cloud: &MockCloud) -> Result<(), Error> {
    use tencent::mongodb::{DescribeBackupDownloadTaskRequest, DownloadTaskStatus};
    use tencent::redis::DescribeBackupUrlRequest;

    let config = config("Tencent Cloud", "TENCENTCLOUD_SECRET_ID", cloud.tencent()).build()?;

    let instance = named("TOUR_TENCENT_MONGODB_INSTANCE", "cmgo-fdzf0001");
    let request = DescribeBackupDownloadTaskRequest::new(instance)
        .status([DownloadTaskStatus::Completed, DownloadTaskStatus::Downloading])
        .limit(20);
    let response = tencent::mongodb::Client::new(&config).describe_backup_download_task(&request).await?;
    println!("  mongodb DescribeBackupDownloadTask: {} tasks", response.total_count);
    for task in &response.tasks {
        let status = task.status.map_or_else(|| "?".to_owned(), |status| format!("{status:?}"));
        println!(
            "    {:<34} {status:<12} {:>3} %  {}",
            text(task.backup_name.as_deref()),
            task.percent.unwrap_or(0),
            size(task.backup_size)
        );
    }

    let instance = named("TOUR_TENCENT_REDIS_INSTANCE", "crs-4y9t0001");
    let backup = named("TOUR_TENCENT_REDIS_BACKUP", "641186639-8362913-1516672770");
    let request = DescribeBackupUrlRequest::new(instance, backup);
    let response = tencent::redis::Client::new(&config).describe_backup_url(&request).await?;
    println!("  redis DescribeBackupUrl: {} files", response.backup_infos.len());
    for file in &response.backup_infos {
        // A link is a secret: `Debug` masks it.
        println!(
            "    {:<34} {:>10}  link {:?}",
            text(file.file_name.as_deref()),
            size(file.file_size),
            file.download_url
        );
    }
    Ok(())
}

async fn alibaba(cloud: &MockCloud) -> Result<(), Error> {
    use alibaba::dds::{DescribeBackupTasksRequest, DescribeBackupsRequest};

    let config = config("Alibaba Cloud", "ALIBABA_CLOUD_ACCESS_KEY_ID", cloud.alibaba()).build()?;
    let client = alibaba::dds::Client::new(&config);
    let instance = named("TOUR_ALIBABA_INSTANCE", "dds-bp1a7009eb240001");

    let request = DescribeBackupsRequest::new(instance.as_str())
        .start_time("2024-01-01T00:00Z")
        .end_time(DateTime::now())
        .page_size(30);
    let response = client.describe_backups(&request).await?;
    println!("  dds DescribeBackups: {} backups", response.total_count.unwrap_or(0));
    for backup in &response.backups {
        println!(
            "    {:<34} {:<12} {:>10}  {}",
            text(backup.backup_id.as_deref()),
            backup.backup_status.as_ref().map_or("?", |status| status.as_str()),
            size(backup.backup_size),
            backup.backup_end_time.as_ref().map_or_else(String::new, ToString::to_string),
        );
    }

    let response = client.describe_backup_tasks(&DescribeBackupTasksRequest::new(instance)).await?;
    println!("  dds DescribeBackupTasks: {} jobs", response.backup_jobs.len());
    for job in &response.backup_jobs {
        println!(
            "    {:<34} {:<12} {}",
            text(job.backupjob_id.as_deref()),
            job.backup_set_status.as_ref().map_or("?", |status| status.as_str()),
            text(job.progress.as_deref()),
        );
    }
    Ok(())
}

async fn huawei(cloud: &MockCloud) -> Result<(), Error> {
    use huawei::dds::ShowBackupDownloadLinkRequest;

    let config = config("Huawei Cloud", "HUAWEICLOUD_SDK_AK", cloud.huawei()).build()?;
    let instance = named("TOUR_HUAWEI_INSTANCE", "9136fd2a9fcd405ea4674276ce36dae8in02");
    let backup = named("TOUR_HUAWEI_BACKUP", "43e4feaab48f11e89039fa163ebaa7e4br02");
    let request = ShowBackupDownloadLinkRequest::new(instance, backup);
    let response = huawei::dds::Client::new(&config).show_backup_download_link(&request).await?;
    println!("  dds ShowBackupDownloadLink: bucket {}", text(response.bucket.as_deref()));
    for file in &response.files {
        let bytes = file.size.map(|kilobytes| kilobytes.saturating_mul(1024));
        println!(
            "    {:<34} {:>10}  link until {}",
            text(file.name.as_deref()),
            size(bytes),
            file.link_expired_time.as_ref().map_or_else(String::new, ToString::to_string),
        );
    }
    Ok(())
}

fn text(value: Option<&str>) -> &str {
    value.unwrap_or("?")
}

/// A number of bytes with a suitable unit.
fn size(bytes: Option<i64>) -> String {
    #[allow(clippy::cast_precision_loss)] // for people
    let mut amount = bytes.unwrap_or(0) as f64;
    let mut units = ["B", "KiB", "MiB", "GiB"].iter();
    let mut unit = units.next();
    while amount >= 1024.0 && units.len() > 0 {
        amount /= 1024.0;
        unit = units.next();
    }
    format!("{amount:.1} {}", unit.unwrap_or(&"TiB"))
}
