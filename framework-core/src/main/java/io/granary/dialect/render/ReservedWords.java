package io.granary.dialect.render;

import java.util.Set;

/**
 * The words that are no names unless they are quoted (PostgreSQL's manual, appendix C; H2's, "Keywords"; MySQL's, "Keywords and Reserved Words"; MariaDB's,
 * "Reserved Words").
 */
final class ReservedWords {

    static final Set<String> POSTGRES = words("""
            all analyse analyze and any array as asc asymmetric authorization binary both case cast check
            collate collation column concurrently constraint create cross current_catalog current_date
            current_role current_schema current_time current_timestamp current_user default deferrable desc
            distinct do else end except false fetch for foreign freeze from full grant group having ilike in
            initially inner intersect into is isnull join lateral leading left like limit localtime
            localtimestamp natural not notnull null offset on only or order outer overlaps placing primary
            references returning right select session_user similar some symmetric system_user table tablesample
            then to trailing true union unique user using variadic verbose when where window with
            """);

    /** All words that SQLite's parser does not take for a name (sqlite.org, "SQLite Keywords"), and those it warns of. */
    static final Set<String> SQLITE = words("""
            abort action add after all alter always analyze and as asc attach autoincrement before begin between by
            cascade case cast check collate column commit conflict constraint create cross current current_date
            current_time current_timestamp database default deferrable deferred delete desc detach distinct do drop
            each else end escape except exclude exclusive exists explain fail filter first following for foreign from
            full generated glob group groups having if ignore immediate in index indexed initially inner insert
            instead intersect into is isnull join key last left like limit match materialized natural no not nothing
            notnull null nulls of offset on or order others outer over partition plan pragma preceding primary query
            raise range recursive references regexp reindex release rename replace restrict returning right rollback
            row rows savepoint select set table temp temporary then ties to transaction trigger unbounded union unique
            update using vacuum values view virtual when where window with without
            """);

    static final Set<String> H2 = words("""
            all and any array as asymmetric authorization between both case cast check constraint cross
            current_catalog current_date current_path current_role current_schema current_time current_timestamp
            current_user day default distinct else end except exists false fetch for foreign from full group
            groups having hour if ilike in inner intersect interval is join key leading left like limit
            localtime localtimestamp minus minute month natural not null offset on or order over partition
            primary qualify range regexp right row rownum rows second select session_user set some symmetric
            system_user table to top trailing true uescape union unique unknown user using value values when
            where window with year _rowid_
            """);

    static final Set<String> MYSQL = words("""
            accessible add all alter analyze and as asc asensitive before between bigint binary blob both by call
            cascade case change char character check collate column condition constraint continue convert create
            cross cube cume_dist current_date current_time current_timestamp current_user cursor database databases
            day_hour day_microsecond day_minute day_second dec decimal declare default delayed delete dense_rank
            desc describe deterministic distinct distinctrow div double drop dual each else elseif empty enclosed
            escaped except exists exit explain false fetch first_value float float4 float8 for force foreign from
            fulltext function generated get grant group grouping groups having high_priority hour_microsecond
            hour_minute hour_second if ignore in index infile inner inout insensitive insert int int1 int2 int3 int4
            int8 integer intersect interval into io_after_gtids io_before_gtids is iterate join json_table key keys
            kill lag last_value lateral lead leading leave left like limit linear lines load localtime
            localtimestamp lock long longblob longtext loop low_priority master_bind master_ssl_verify_server_cert
            match maxvalue mediumblob mediumint mediumtext middleint minute_microsecond minute_second mod modifies
            natural not no_write_to_binlog nth_value ntile null numeric of on optimize optimizer_costs option
            optionally or order out outer outfile over partition percent_rank precision primary procedure purge
            range rank read reads read_write real recursive references regexp release rename repeat replace require
            resignal restrict return revoke right rlike row rows row_number schema schemas second_microsecond select
            sensitive separator set show signal smallint spatial specific sql sqlexception sqlstate sqlwarning
            sql_big_result sql_calc_found_rows sql_buffer_result sql_no_cache sql_small_result ssl starting stored
            straight_join system table terminated then tinyblob tinyint tinytext to trailing trigger true undo union
            unique unlock unsigned update usage use using utc_date utc_time utc_timestamp values varbinary varchar
            varcharacter varying virtual when where while window with write xor year_month zerofill manual parallel
            qualify tablesample library
            """);

    static final Set<String> MARIADB = words("""
            accessible add all alter analyze and as asc asensitive before between bigint binary blob both by call
            cascade case change char character check collate column condition constraint continue convert create
            cross current_date current_role current_time current_timestamp current_user cursor database databases
            day_hour day_microsecond day_minute day_second dec decimal declare default delayed delete
            delete_domain_id desc describe deterministic distinct distinctrow div do_domain_ids double drop dual
            each else elseif enclosed escaped except exists exit explain false fetch float float4 float8 for force
            foreign from fulltext general grant group having high_priority hour_microsecond hour_minute hour_second
            if ignore ignore_domain_ids ignore_server_ids in index infile inner inout insensitive insert int int1
            int2 int3 int4 int8 integer intersect interval into is iterate join key keys kill leading leave left
            like limit linear lines load localtime localtimestamp lock long longblob longtext loop low_priority
            master_demote_to_replica master_demote_to_slave master_heartbeat_period master_ssl_verify_server_cert
            match maxvalue mediumblob mediumint mediumtext middleint minute_microsecond minute_second mod modifies
            natural no_write_to_binlog not null numeric offset on optimize option optionally or order out outer
            outfile over page_checksum parse_vcol_expr partition portion position precision primary procedure purge
            range read read_write reads real recursive ref_system_id references regexp release rename repeat replace
            require resignal restrict return returning revoke right rlike row_number rows schema schemas
            second_microsecond select sensitive separator set show signal slow smallint spatial specific sql
            sql_after_gtids sql_before_gtids sql_big_result sql_buffer_result sql_cache sql_calc_found_rows
            sql_no_cache sql_small_result sqlexception sqlstate sqlwarning ssl starting stats_auto_recalc
            stats_persistent stats_sample_pages straight_join table terminated then tinyblob tinyint tinytext to
            trailing trigger true undo union unique unlock unsigned update usage use using utc_date utc_time
            utc_timestamp values varbinary varchar varcharacter varying when where while window with write xor
            year_month zerofill
            """);

    private ReservedWords() {}

    private static Set<String> words(String text) {
        return Set.of(text.strip().split("\\s+"));
    }
}
