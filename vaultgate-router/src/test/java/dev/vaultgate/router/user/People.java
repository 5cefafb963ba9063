package dev.vaultgate.router.user;

import dev.vaultgate.router.FakeTime;
import dev.vaultgate.router.store.Store;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Users over a store in memory, and a few of them. */
final class People {

  static final String PASSWORD = "a long enough secret";

  final FakeTime time = new FakeTime();
  final Store store = Store.inMemory();

  /** How many hashes were made. */
  final AtomicInteger hashes = new AtomicInteger();

  private final Turns turns =
      new Turns(4, 100, Duration.ofSeconds(60)) {
        @Override
        <T> T take(Supplier<T> work) {
          hashes.incrementAndGet();
          return super.take(work);
        }
      };

  /** Little work, since many tests make people and none guesses. */
  final Passwords passwords = new Passwords(time, 64, 1, turns);

  final Users users;
  final Sessions sessions = new Sessions(store.sessions(), time);
  final Logins logins;

  People(Registration registration) {
    users = new Users(store.users(), passwords, registration, time);
    logins = new Logins(store.users(), users, sessions, passwords, time);
  }

  static UserSpec spec(String name) {
    return UserSpec.member(new Email(name + "@example.com"), name);
  }

  User user(String name, Role role) {
    return users.create(Role.OWNER, spec(name).role(role), PASSWORD);
  }
}
