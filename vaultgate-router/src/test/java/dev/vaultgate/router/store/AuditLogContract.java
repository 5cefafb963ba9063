package dev.vaultgate.router.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.vaultgate.router.audit.AuditEntry;
import dev.vaultgate.router.audit.AuditLog;
import dev.vaultgate.router.audit.AuditPage;
import dev.vaultgate.router.audit.AuditQuery;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every audit trail promises. */
abstract class AuditLogContract extends StoreContract {

  private AuditLog audit() {
    return store.audit();
  }

  private AuditEntry entry(String action, String object) {
    Instant now = time.now().truncatedTo(ChronoUnit.MILLIS);
    AuditEntry entry =
        new AuditEntry(
            now,
            "user_1",
            "ada@example.com",
            action,
            object,
            null,
            "{\"a\":\"'; DROP TABLE audit; --\"}",
            "req_1",
            "192.0.2.7");
    audit().add(entry);
    return entry;
  }

  @Test
  void entriesComeBackAsTheyWere() {
    AuditEntry entry = entry("createKey", "key_1");

    assertThat(audit().page(AuditQuery.ALL, 10, null))
        .isEqualTo(new AuditPage(List.of(entry), null));
  }

  @Test
  void pagesAreNewestFirstAndMeetWithoutAGap() {
    AuditEntry first = entry("one", "x");
    AuditEntry second = entry("two", "x");
    AuditEntry third = entry("three", "x");

    AuditPage newest = audit().page(AuditQuery.ALL, 2, null);
    entry("four", "x");
    AuditPage rest = audit().page(AuditQuery.ALL, 2, newest.next());

    assertThat(newest.entries()).containsExactly(third, second);
    assertThat(rest).isEqualTo(new AuditPage(List.of(first), null));
    assertThatIllegalArgumentException().isThrownBy(() -> audit().page(AuditQuery.ALL, 0, null));
  }

  @Test
  void entriesAreSoughtByTheirParts() {
    AuditEntry first = entry("createKey", "key_1");
    time.advance(Duration.ofSeconds(1));
    AuditEntry second = entry("updateKey", "key_2");

    assertThat(sought(new AuditQuery(null, null, null, "createKey", null))).containsExactly(first);
    assertThat(sought(new AuditQuery(null, null, null, null, "key_2"))).containsExactly(second);
    assertThat(sought(new AuditQuery(null, null, "user_2", null, null))).isEmpty();
    assertThat(sought(new AuditQuery(second.at(), null, "user_1", null, null)))
        .containsExactly(second);
    assertThat(sought(new AuditQuery(null, second.at(), null, null, null))).containsExactly(first);
  }

  private List<AuditEntry> sought(AuditQuery query) {
    return audit().page(query, 100, null).entries();
  }
}
