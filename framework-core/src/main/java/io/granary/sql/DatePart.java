package io.granary.sql;

/** The fields of dates and times. */
public enum DatePart {
    /** The year. */
    YEAR,
    /** The quarter of the year, from 1. */
    QUARTER,
    /** The month of the year, from 1. */
    MONTH,
    /** The day of the month, from 1. */
    DAY,
    /** The hour of the day, from 0. */
    HOUR,
    /** The minute of the hour, from 0. */
    MINUTE,
    /** The whole second of the minute, from 0. */
    SECOND
}
