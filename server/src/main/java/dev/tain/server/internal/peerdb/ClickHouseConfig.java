package dev.tain.server.internal.peerdb;

import dev.tain.server.internal.json.Confidential;
import dev.tain.server.internal.json.OmitNull;
import dev.tain.server.internal.json.UInt32;
import org.jspecify.annotations.Nullable;

/**
 * How to reach a ClickHouse server, as published; what is about staging is kept and not used.
 * {@code compression} is Tain's own.
 */
record ClickHouseConfig(
        String host,
        @UInt32 long port,
        String user,
        @Confidential String password,
        String database,
        String s3Path,
        @Confidential String accessKeyId,
        @Confidential String secretAccessKey,
        String region,
        boolean disableTls,
        @OmitNull @Nullable String endpoint,
        @Confidential @OmitNull @Nullable String certificate,
        @Confidential @OmitNull @Nullable String privateKey,
        @Confidential @OmitNull @Nullable String rootCa,
        String tlsHost,
        @OmitNull @Nullable S3 s3,
        String cluster,
        boolean replicated,
        @OmitNull @Nullable String tlsCertificateDirectory,
        @OmitNull @Nullable String compression) {

    /** Where the original puts rows before it loads them. */
    record S3(
            String url,
            @Confidential @OmitNull @Nullable String accessKeyId,
            @Confidential @OmitNull @Nullable String secretAccessKey,
            @OmitNull @Nullable String roleArn,
            @OmitNull @Nullable String region,
            @OmitNull @Nullable String endpoint,
            @Confidential @OmitNull @Nullable String rootCa,
            String tlsHost) {}
}
