//! The mock cloud's responses in the tour: typed closures, as in a test.

use clouddb::alibaba::dds::{self, DescribeBackupTasksRequest, DescribeBackupsRequest};
use clouddb::huawei::dds::{BackupFile, ShowBackupDownloadLinkRequest, ShowBackupDownloadLinkResponse};
use clouddb::mock::MockCloud;
use clouddb::tencent::mongodb::{self, DescribeBackupDownloadTaskRequest, DownloadTaskStatus};
use clouddb::tencent::redis::{BackupDownloadInfo, DescribeBackupUrlRequest, DescribeBackupUrlResponse};

pub fn set(cloud: &MockCloud) {
    cloud.on::<DescribeBackupDownloadTaskRequest>(|request| {
        let mut done = mongodb::BackupDownloadTask::default();
        done.backup_name = Some(format!("{}_2025-09-23 22:03", request.instance_id));
        done.status = Some(DownloadTaskStatus::Completed);
        done.percent = Some(100);
        done.backup_size = Some(5_747_378);
        let mut running = done.clone();
        running.backup_name = Some(format!("{}_2025-09-24 22:03", request.instance_id));
        running.status = Some(DownloadTaskStatus::Downloading);
        running.percent = Some(40);
        let mut response = mongodb::DescribeBackupDownloadTaskResponse::default();
        response.total_count = 2;
        response.tasks = vec![done, running];
        Ok(response)
    });
    cloud.on::<DescribeBackupUrlRequest>(|request| {
        let file = |shard: i64| {
            let mut file = BackupDownloadInfo::default();
            file.file_name = Some(format!("{}-shard-{shard}.rdb", request.instance_id));
            file.file_size = Some(5_368_709_120 * shard);
            file.download_url = Some("https://example.invalid/backup.rdb?sign=fake".into());
            file
        };
        let mut response = DescribeBackupUrlResponse::default();
        response.backup_infos = vec![file(1), file(2)];
        Ok(response)
    });
    cloud.on::<DescribeBackupsRequest>(|_| {
        let mut backup = dds::Backup::default();
        backup.backup_id = Some("32102001".to_owned());
        backup.backup_status = Some(dds::BackupStatus::Success);
        backup.backup_size = Some(6_168_576);
        backup.backup_end_time = Some("2024-01-14T03:57:34Z".into());
        let mut response = dds::DescribeBackupsResponse::default();
        response.total_count = Some(1);
        response.backups = vec![backup];
        Ok(response)
    });
    cloud.on::<DescribeBackupTasksRequest>(|_| {
        let mut job = dds::BackupJob::default();
        job.backupjob_id = Some("170034".to_owned());
        job.backup_set_status = Some(dds::BackupSetStatus::BackingUp);
        job.progress = Some("18%".to_owned());
        let mut response = dds::DescribeBackupTasksResponse::default();
        response.backup_jobs = vec![job];
        Ok(response)
    });
    cloud.on::<ShowBackupDownloadLinkRequest>(|_| {
        let mut file = BackupFile::default();
        file.name = Some("a_replica.tar.gz".to_owned());
        file.size = Some(1_048_576);
        file.download_link = Some("https://obs.example.invalid/bucket?X=fake".into());
        file.link_expired_time = Some("2024-01-02T00:00:00+0000".into());
        let mut response = ShowBackupDownloadLinkResponse::default();
        response.bucket = Some("ddsbucket.cn-north-4.fake".to_owned());
        response.files = vec![file];
        Ok(response)
    });
}
