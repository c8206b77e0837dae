/** What operators' commands and benchmarks need once: to wait for something, one reader of JSON, one client of HTTP. */
@NullMarked
package io.stickermill.operations.tool;

import org.jspecify.annotations.NullMarked;
