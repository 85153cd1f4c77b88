create index report_by_unit on report (unit);
