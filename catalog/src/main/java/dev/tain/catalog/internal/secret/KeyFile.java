package dev.tain.catalog.internal.secret;

import dev.tain.catalog.internal.file.PrivateFile;
import dev.tain.model.ErrorCode;
import dev.tain.model.Secret;
import dev.tain.model.TainException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The file that keeps a generated key, readable by its owner alone. */
public final class KeyFile {
    private static final String NAME = "catalog.key";

    private final Path file;

    public KeyFile(Path directory) {
        this.file = directory.resolve(NAME);
    }

    /** The keys in the file; empty when there is no file. */
    public Optional<KeyRing> read() {
        try {
            if (!Files.exists(file)) {
                return Optional.empty();
            }
            return Optional.of(KeyRing.parse(new Secret(Files.readString(file)), file.toString()));
        } catch (IOException e) {
            throw unusable("read", e);
        }
    }

    /** Makes the file with a new key in it; either all of it is on the disk afterwards, or there is no file. */
    public KeyRing create() {
        Secret key = KeyRing.generate();
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            PrivateFile.write(file, (key.reveal() + "\n").getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw unusable("written", e);
        }
        return KeyRing.parse(key, file.toString());
    }

    @Override
    public String toString() {
        return file.toString();
    }

    private TainException unusable(String how, IOException e) {
        return new TainException(
                ErrorCode.SETTINGS_INVALID,
                "The key file " + file + " cannot be " + how + ": " + e,
                "Let this user read and write the data directory, or set TAIN_CATALOG_KEY.",
                e);
    }
}
