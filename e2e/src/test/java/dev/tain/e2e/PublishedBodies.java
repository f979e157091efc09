package dev.tain.e2e;

/** Request bodies as the published documentation of the API prints them: tabs, trailing comma and all. */
final class PublishedBodies {
    private PublishedBodies() {}

    static final String CREATE = """

            {
            "connection_configs": {
              "flow_job_name": "mirror_api_kick_off",
            \t "source_name": "rds_peer",
              "destination_name": "ch_peer",
              "table_mappings": [
                {
                  "source_table_identifier": "public.users",
                  "destination_table_identifier": "users_api"
                },
                {
                  "source_table_identifier": "public.payments",
                  "destination_table_identifier": "payments_api"
                },
                {
                  "source_table_identifier": "public.optional_ordering_key",
                  "destination_table_identifier": "optional_ordering_key",
                  "columns": [
                    {
                      "sourceName": "id",
                      "ordering": 1
                    },
                    {
                      "sourceName": "created_at",
                      "ordering": 2
                    }
                  ]
                },
              ],
              "max_batch_size": 1000,
              "idle_timeout_seconds": 300,
              "publication_name": "",
              "do_initial_snapshot": true,
              "snapshot_num_rows_per_partition": 5000,
              "snapshot_max_parallel_workers": 4,
              "snapshot_num_tables_in_parallel": 2,
              "resync": false,
              "initial_snapshot_only": false,
              "soft_delete_col_name": "_peerdb_is_deleted",
              "synced_at_col_name": "_peerdb_synced_at"
            }
            }""";

    static final String PAUSE = """
            {
            \t"flowJobName": "mirror_kick_off",
            \t"requestedFlowState": "STATUS_PAUSED"
            }""";

    static final String RESUME = """
            {
            \t"flowJobName": "mirror_kick_off",
            \t"requestedFlowState": "STATUS_RUNNING"
            }""";

    static final String EDIT = """
            {
            \t"flowJobName": "mirror_kick_off",
            \t"requestedFlowState": "STATUS_RUNNING",
            \t"flowConfigUpdate": {
            \t\t"cdcFlowConfigUpdate":{
                  "idle_timeout": 600,
                  "batch_size": 100000,
            \t\t\t"additional_tables":[
                    {
                      "sourceTableIdentifier": "public.added_table",
                      "destinationTableIdentifier": "added_table_destination"
                    },
                    {
                      "sourceTableIdentifier": "public.added_table_2",
                      "destinationTableIdentifier": "added_table_destination_2",
                      "exclude": ["column1", "column2"]
                    }
                  ]
            \t\t}
            \t}
            }""";
}
