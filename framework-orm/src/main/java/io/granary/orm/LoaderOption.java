package io.granary.orm;

import io.granary.sql.QueryOption;

/** What of objects a query loads, besides their rows; see {@link Load}. Immutable. */
public sealed interface LoaderOption extends QueryOption
        permits RelationshipLoad, ColumnLoad, LoaderCriteria, WithoutLoaderCriteria {}
