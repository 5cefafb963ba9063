package dev.vaultgate.examples.bench.rig;

/** A contender that runs on a JVM, so that a flight recorder can look into it. */
public interface JvmContender extends Contender {

  /** What it runs on. */
  Jdk jdk();
}
