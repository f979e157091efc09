package dev.tain.server.internal.peerdb;

import dev.tain.server.internal.json.Confidential;
import dev.tain.server.internal.json.OmitNull;
import dev.tain.server.internal.json.UInt32;
import org.jspecify.annotations.Nullable;

/** How to reach a PostgreSQL server, as published. What is {@link Confidential} is never given back. */
record PostgresConfig(
        String host,
        @UInt32 long port,
        String user,
        @Confidential String password,
        String database,
        String tlsHost,
        @OmitNull @Nullable String metadataSchema,
        @OmitNull @Nullable Ssh sshConfig,
        @Confidential @OmitNull @Nullable String rootCa,
        boolean requireTls,
        PostgresAuthType authType,
        @OmitNull @Nullable AwsAuth awsAuth,
        @OmitNull @Nullable Boolean disableTls,
        boolean skipCertVerification,
        @OmitNull @Nullable ClientTls clientTls) {

    record Ssh(
            String host,
            @UInt32 long port,
            String user,
            @Confidential String password,
            @Confidential String privateKey,
            @Confidential String hostKey) {}

    record AwsAuth(
            String region,
            AwsAuthType authType,
            @OmitNull @Nullable StaticCredentials staticCredentials,
            @OmitNull @Nullable Role role) {}

    record StaticCredentials(
            @Confidential String accessKeyId, @Confidential String secretAccessKey) {}

    record Role(String assumeRoleArn, @OmitNull @Nullable String chainedRoleArn) {}

    record ClientTls(
            @Confidential String certificate, @Confidential String privateKey) {}
}
