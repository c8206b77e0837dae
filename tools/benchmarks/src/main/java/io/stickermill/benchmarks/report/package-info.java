/** What the benches found, kept as text, as numbers and as charts for {@code docs/benchmarks.md}. */
@NullMarked
package io.stickermill.benchmarks.report;

import org.jspecify.annotations.NullMarked;
