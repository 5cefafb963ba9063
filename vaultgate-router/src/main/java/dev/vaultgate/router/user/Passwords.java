package dev.vaultgate.router.user;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.password4j.Argon2Function;
import com.password4j.types.Argon2;
import dev.vaultgate.router.time.SystemTime;
import java.text.Normalizer;
import java.time.Duration;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Hashes of passwords: Argon2id, each with a salt of its own, in the PHC form that tells the
 * parameters. A hash costs 19 MiB and a tenth of a second, which is the point of it; four at once
 * is all that a process does, so that guessing cannot use up its memory. Safe for many threads.
 */
public final class Passwords {

  private static final int MEMORY_KIB = 19 * 1024;
  private static final int PASSES = 2;
  private static final int LANES = 1;
  private static final int HASH_BYTES = 32;
  private static final int SALT_BYTES = 16;
  private static final int AT_ONCE_MAX = 4;

  /** At a tenth of a second each, these are served within the patience. */
  private static final int WAITING_MAX = 100;

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final SystemTime time;
  private final int memoryKib;
  private final int passes;

  /** How the hashes begin that are made now. */
  private final String parameters;

  /** The form of a hash that nothing leads to, for as much work where there is no password. */
  private final String nobodys;

  private final Turns turns;

  public Passwords(SystemTime time) {
    this(time, MEMORY_KIB, PASSES, new Turns(AT_ONCE_MAX, WAITING_MAX, PATIENCE));
  }

  /** With another measure of work. */
  Passwords(SystemTime time, int memoryKib, int passes, Turns turns) {
    this.time = time;
    this.turns = turns;
    this.memoryKib = memoryKib;
    this.passes = passes;
    this.parameters = "$argon2id$v=19$m=" + memoryKib + ",t=" + passes + ",p=" + LANES + "$";
    this.nobodys = parameters + base64(new byte[SALT_BYTES]) + "$" + base64(new byte[HASH_BYTES]);
  }

  /** A new hash of a password, whole, however long it is. */
  public String hash(String password) {
    byte[] salt = new byte[SALT_BYTES];
    time.fillSecret(salt);
    return turns.take(() -> function().hash(bytes(password), salt).getResult());
  }

  /**
   * Whether a password is the one of a hash.
   *
   * @param hash null where there is none, which takes as long to deny
   */
  public boolean matches(String password, @Nullable String hash) {
    String phc = hash == null ? nobodys : hash;
    boolean matches =
        turns.take(
            () ->
                Argon2Function.getInstanceFromHash(phc)
                    .check(bytes(password), phc.getBytes(UTF_8), null, null));
    return matches && hash != null;
  }

  /** Whether a hash was made with other parameters than one would be made now. */
  public boolean isOutdated(String hash) {
    return !hash.startsWith(parameters);
  }

  /** Asked for when there is something to hash: it keeps its memory from then on. */
  private Argon2Function function() {
    return Argon2Function.getInstance(memoryKib, passes, LANES, HASH_BYTES, Argon2.ID);
  }

  /** One password typed at two keyboards may differ in its code points; it is the same in this. */
  static byte[] bytes(String password) {
    return Normalizer.normalize(password, Normalizer.Form.NFKC).getBytes(UTF_8);
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().withoutPadding().encodeToString(bytes);
  }
}
