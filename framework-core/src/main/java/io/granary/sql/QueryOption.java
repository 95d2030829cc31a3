package io.granary.sql;

/**
 * What a query says to whoever runs it and knows the classes behind its tables: how a session loads what objects refer to, for one. It has no
 * part in the text, and a plain connection does not look at it. (SQLAlchemy, {@code ExecutableOption}.)
 */
public interface QueryOption {}
